import * as z from 'zod';
import type { Scope } from './scope.ts';
import { commonStateFields, parseStateFields } from './scope.ts';
import type { State } from './state.ts';

const succeedSchema = z.strictObject({ ...commonStateFields, Output: z.unknown().optional() });

export function parseSucceed(scope: Scope, name: string, fields: unknown): State {
  const succeed = parseStateFields(scope, succeedSchema, fields);
  return {
    name,
    type: 'Succeed',
    next: undefined,
    output: scope.template(succeed.Output, 'Output'),
    assign: undefined,
    retriers: [],
    catchers: [],
    run: async () => ({ kind: 'finished' }),
  };
}
