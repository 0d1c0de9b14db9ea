import * as z from 'zod';
import type { Scope } from './scope.ts';
import { commonFields, parseFields } from './scope.ts';
import type { State } from './state.ts';

const succeedSchema = z.strictObject({ ...commonFields, Output: z.unknown().optional() });

export function parseSucceed(scope: Scope, name: string, fields: unknown): State {
  const succeed = parseFields(scope, succeedSchema, fields);
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
