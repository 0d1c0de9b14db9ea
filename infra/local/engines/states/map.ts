import * as z from 'zod';
import { evaluateSeconds, wrongType } from './evaluate.ts';
import { failureFields, parseFailureFields } from './failure-fields.ts';
import type { Scope } from './scope.ts';
import { flowFields, numberOrExpression, parseFields, parseNext } from './scope.ts';
import type { BranchStart, State, Visit } from './state.ts';
import { StateError } from './state-error.ts';
import type { Template } from './template.ts';

const mapSchema = z.strictObject({
  ...flowFields,
  ...failureFields,
  ItemProcessor: z.unknown(),
  Items: z.unknown().optional(),
  ItemSelector: z.unknown().optional(),
  MaxConcurrency: numberOrExpression(0),
});

/** An inline Map runs at most this many iterations at a time (Developer Guide, "Map state in Inline mode"). */
const MOST_CONCURRENT_ITERATIONS = 40;

export function parseMap(scope: Scope, name: string, fields: unknown): State {
  const map = parseFields(scope, mapSchema, fields);
  const startAt = scope.branch(map.ItemProcessor);
  const items = scope.template(map.Items, 'Items');
  const selector = scope.template(map.ItemSelector, 'ItemSelector');
  const concurrency = scope.template(map.MaxConcurrency ?? 0, 'MaxConcurrency');
  return {
    name,
    type: 'Map',
    next: parseNext(scope, map),
    output: scope.template(map.Output, 'Output'),
    assign: scope.assign(map.Assign),
    ...parseFailureFields(scope, map),
    async run(visit) {
      const values = await evaluateItems(visit, items);
      const limit = await evaluateSeconds(visit, concurrency, 'MaxConcurrency', 0);
      const branches: BranchStart[] = [];
      for (const [index, value] of values.entries()) {
        const item = { Index: index, Value: value };
        const input = selector === undefined ? value : await visit.evaluate(selector, item);
        branches.push({ startAt, input, item });
      }
      visit.record('MapStateStarted', { length: values.length });
      return {
        kind: 'branches',
        plan: {
          branches,
          concurrency: Math.min(limit || MOST_CONCURRENT_ITERATIONS, MOST_CONCURRENT_ITERATIONS),
        },
      };
    },
  };
}

async function evaluateItems(visit: Visit, template: Template | undefined): Promise<unknown[]> {
  const values = template === undefined ? visit.input : await visit.evaluate(template);
  if (Array.isArray(values)) {
    return values;
  }
  if (template !== undefined) {
    throw wrongType(template, 'Items', 'array', values);
  }
  const cause = `Map state input must be an array but was: ${JSON.stringify(values)}`;
  throw new StateError('States.QueryEvaluationError', cause, 'Items');
}
