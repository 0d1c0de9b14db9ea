import * as z from 'zod';
import type { Scope } from './scope.ts';
import { flowFields, parseFields, parseNext } from './scope.ts';
import type { State } from './state.ts';

const passSchema = z.strictObject(flowFields);

export function parsePass(scope: Scope, name: string, fields: unknown): State {
  const pass = parseFields(scope, passSchema, fields);
  return {
    name,
    type: 'Pass',
    next: parseNext(scope, pass),
    output: scope.template(pass.Output, 'Output'),
    assign: scope.assign(pass.Assign),
    retriers: [],
    catchers: [],
    run: async () => ({ kind: 'finished' }),
  };
}
