import * as z from 'zod';
import { evaluateSeconds, evaluateText, wrongType } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { flowFields, numberOrExpression, parseNext, parseStateFields } from './scope.ts';
import type { State, Visit } from './state.ts';
import type { ExpressionTemplate } from './template.ts';

const waitSchema = z.strictObject({
  ...flowFields,
  Seconds: numberOrExpression(0),
  Timestamp: z.string().optional(),
});

/** RFC 3339 with an upper-case T and an upper-case Z or an offset (ASL specification, "Timestamps"). */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export function parseWait(scope: Scope, name: string, fields: unknown): State {
  const wait = parseStateFields(scope, waitSchema, fields);
  const seconds = scope.template(wait.Seconds, 'Seconds');
  const timestamp = scope.template(wait.Timestamp, 'Timestamp');
  if ((seconds === undefined) === (timestamp === undefined)) {
    scope.refuse("needs exactly one of 'Seconds' and 'Timestamp'");
  }
  return {
    name,
    type: 'Wait',
    next: parseNext(scope, wait),
    output: scope.template(wait.Output, 'Output'),
    assign: scope.assign(wait.Assign),
    retriers: [],
    catchers: [],
    async run(visit) {
      const until =
        seconds === undefined
          ? await evaluateTimestamp(visit, timestamp as unknown as ExpressionTemplate)
          : visit.enteredAt + 1000 * (await evaluateSeconds(visit, seconds, 'Seconds', 0));
      return { kind: 'waiting', until };
    },
  };
}

async function evaluateTimestamp(visit: Visit, template: ExpressionTemplate): Promise<number> {
  const text = await evaluateText(visit, template, 'Timestamp');
  const time = TIMESTAMP.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw wrongType(template, 'Timestamp', 'RFC 3339 timestamp', text);
  }
  return time;
}
