import * as z from 'zod';
import { evaluateArguments } from './evaluate.ts';
import { failureFields, parseFailureFields } from './failure-fields.ts';
import type { Scope } from './scope.ts';
import { flowFields, parseFields, parseNext } from './scope.ts';
import type { State } from './state.ts';

const parallelSchema = z.strictObject({
  ...flowFields,
  ...failureFields,
  Branches: z.array(z.unknown()).min(1),
  Arguments: z.unknown().optional(),
});

export function parseParallel(scope: Scope, name: string, fields: unknown): State {
  const parallel = parseFields(scope, parallelSchema, fields);
  const branches = parallel.Branches.map((branch) => scope.branch(branch));
  const input = scope.template(parallel.Arguments, 'Arguments');
  return {
    name,
    type: 'Parallel',
    next: parseNext(scope, parallel),
    output: scope.template(parallel.Output, 'Output'),
    assign: scope.assign(parallel.Assign),
    ...parseFailureFields(scope, parallel),
    async run(visit) {
      const branchInput = await evaluateArguments(visit, input);
      visit.record('ParallelStateStarted', {});
      return {
        kind: 'branches',
        plan: {
          branches: branches.map((startAt) => ({ startAt, input: branchInput })),
          concurrency: branches.length,
        },
      };
    },
  };
}
