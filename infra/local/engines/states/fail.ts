import * as z from 'zod';
import { evaluateText } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { commonStateFields, parseStateFields } from './scope.ts';
import type { State } from './state.ts';
import { StateError } from './state-error.ts';

const failSchema = z.strictObject({
  ...commonStateFields,
  Error: z.string().optional(),
  Cause: z.string().optional(),
});

export function parseFail(scope: Scope, name: string, fields: unknown): State {
  const fail = parseStateFields(scope, failSchema, fields);
  const error = scope.template(fail.Error ?? '', 'Error');
  const cause = scope.template(fail.Cause ?? '', 'Cause');
  return {
    name,
    type: 'Fail',
    next: undefined,
    output: undefined,
    assign: undefined,
    retriers: [],
    catchers: [],
    async run(visit) {
      throw new StateError(
        await evaluateText(visit, error, 'Error'),
        await evaluateText(visit, cause, 'Cause'),
      );
    },
  };
}
