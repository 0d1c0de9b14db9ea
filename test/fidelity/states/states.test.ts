import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Comparison } from '../comparison.ts';
import { choiceCases } from './cases/choices.ts';
import { errorCases } from './cases/errors.ts';
import { expressionCases } from './cases/expressions.ts';
import { flowCases } from './cases/flow.ts';
import { functionCases } from './cases/functions.ts';
import { refusalCases } from './cases/refusals.ts';
import { taskCases } from './cases/tasks.ts';
import { variableCases } from './cases/variables.ts';
import { knownDifferences } from './known-differences.ts';
import { runOnEngine } from './run-on-engine.ts';
import { motoClient, runOnMoto } from './run-on-moto.ts';
import type { Outcome, StateCase } from './state-case.ts';

const groups: Readonly<Record<string, readonly StateCase[]>> = {
  flow: flowCases,
  variables: variableCases,
  expressions: expressionCases,
  functions: functionCases,
  choices: choiceCases,
  tasks: taskCases,
  errors: errorCases,
  refusals: refusalCases,
};

const client = motoClient(inject('stepFunctionsEndpoint'));
afterAll(() => client.destroy());

describe.each(Object.entries(groups))('%s', (group, cases) => {
  let outcomes: readonly Outcome[];
  // All at once: moto waits in real time.
  beforeAll(async () => {
    outcomes = await Promise.all(
      cases.map((case_, index) => runOnMoto(client, `${group}-${index}`, case_)),
    );
  });

  it.for(cases.map((case_, index) => ({ case_, index, title: case_.name })))(
    '$title',
    async ({ case_, index }, { task }) => {
      const theirs = outcomes[index] as Outcome;
      const ours = await runOnEngine(case_);
      const subject = `${group}: ${case_.name}`;
      const known = knownDifferences.get(subject);
      const verdict = verdictOn(ours, theirs);
      task.meta.comparison = { subject, verdict, ours, theirs, known };
      if (verdict !== 'differs') expect(known, 'a difference that is no more').toBeUndefined();
      if (known === undefined && verdict === 'differs') expect(ours).toEqual(theirs);
    },
  );
});

function verdictOn(ours: Outcome, theirs: Outcome): Comparison['verdict'] {
  const { cause: ourCause, ...ourRest } = ours;
  const { cause: theirCause, ...theirRest } = theirs;
  if (!isDeepStrictEqual(ourRest, theirRest)) return 'differs';
  return ours.status === 'REFUSED' || ourCause === theirCause ? 'agrees' : 'wording';
}
