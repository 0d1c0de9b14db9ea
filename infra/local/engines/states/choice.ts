import * as z from 'zod';
import { wrongType } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { commonStateFields, expressionField, flowFields, parseStateFields } from './scope.ts';
import type { State } from './state.ts';
import { StateError } from './state-error.ts';

const outcomeFields = { Output: flowFields.Output, Assign: flowFields.Assign };
const choiceSchema = z.strictObject({
  ...commonStateFields,
  ...outcomeFields,
  Choices: z
    .array(
      z.strictObject({
        ...outcomeFields,
        Comment: z.string().optional(),
        Condition: z.union([expressionField, z.boolean()]),
        Next: z.string(),
      }),
    )
    .min(1),
  Default: z.string().optional(),
});

/** A matching rule uses its own `Output` and `Assign`; the state's own apply to `Default` only. */
export function parseChoice(scope: Scope, name: string, fields: unknown): State {
  const choice = parseStateFields(scope, choiceSchema, fields);
  const rules = choice.Choices.map((rule) => ({
    condition: scope.template(rule.Condition, 'Condition'),
    next: scope.target(rule.Next),
    output: scope.template(rule.Output, 'Output'),
    assign: scope.assign(rule.Assign),
  }));
  const output = scope.template(choice.Output, 'Output');
  const assign = scope.assign(choice.Assign);
  const otherwise = choice.Default === undefined ? undefined : scope.target(choice.Default);
  return {
    name,
    type: 'Choice',
    next: undefined,
    output,
    assign,
    retriers: [],
    catchers: [],
    async run(visit) {
      for (const { condition, ...chosen } of rules) {
        const matches = await visit.evaluate(condition);
        if (typeof matches !== 'boolean') {
          throw wrongType(condition, 'Condition', 'boolean', matches);
        }
        if (matches) {
          return { kind: 'finished', choice: chosen };
        }
      }
      if (otherwise === undefined) {
        throw new StateError('States.NoChoiceMatched', `No choice matched in state '${name}'.`);
      }
      return { kind: 'finished', choice: { next: otherwise, output, assign } };
    },
  };
}
