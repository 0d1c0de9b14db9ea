import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { runStack, writeAssembly } from '../../unit/infra/local/fixture.ts';
import type { Comparison } from '../comparison.ts';
import { send } from './call.ts';
import { batchCases } from './cases/batches.ts';
import { conditionCases } from './cases/conditions.ts';
import { itemCases } from './cases/items.ts';
import { queryCases } from './cases/queries.ts';
import { updateCases } from './cases/updates.ts';
import { knownDifferences } from './known-differences.ts';
import type { Outcome } from './table-case.ts';
import { TABLE, tableShape } from './table-case.ts';

const tableCases = [itemCases, conditionCases, updateCases, queryCases, batchCases].flat();
const theirEndpoint = inject('dynamodbEndpoint');

function assembly(): string {
  const Properties = { TableName: TABLE, ...tableShape, Replicas: [{ Region: 'us-east-1' }] };
  return writeAssembly({
    resources: { Records: { Type: 'AWS::DynamoDB::GlobalTable', Properties } },
  });
}

beforeAll(async () => {
  await send(theirEndpoint, ['DeleteTable', { TableName: TABLE }]);
  const made = await send(theirEndpoint, ['CreateTable', { TableName: TABLE, ...tableShape }]);
  expect(made.status).toBe(200);
});

describe('the tables engine beside DynamoDB Local', () => {
  it.for(tableCases.map((case_, index) => ({ ...case_, index })))(
    '$name',
    async ({ name, calls, index }, { task }) => {
      const { endpointUrl } = await runStack(assembly());
      const ours: Outcome[] = [];
      const theirs: Outcome[] = [];
      for (const call of calls(`p${index}`)) {
        ours.push(await send(endpointUrl, call));
        theirs.push(await send(theirEndpoint, call));
      }
      const verdict = verdictOn(ours, theirs);
      const known = knownDifferences.get(name);
      task.meta.comparison = {
        subject: `tables: ${name}`,
        verdict,
        ours: where(verdict, ours, theirs),
        theirs: where(verdict, theirs, ours),
        known,
      };
      if (verdict !== 'differs') expect(known, 'a difference that is no more').toBeUndefined();
      if (verdict === 'differs' && known === undefined) expect(ours).toEqual(theirs);
    },
  );
});

function verdictOn(ours: readonly Outcome[], theirs: readonly Outcome[]): Comparison['verdict'] {
  if (isDeepStrictEqual(ours, theirs)) return 'agrees';
  return isDeepStrictEqual(ours.map(withoutWords), theirs.map(withoutWords))
    ? 'wording'
    : 'differs';
}

function withoutWords(outcome: Outcome): Outcome {
  return 'error' in outcome ? { ...outcome, message: '' } : outcome;
}

/** The first outcome that is not the same on both sides. */
function where(
  verdict: Comparison['verdict'],
  these: readonly Outcome[],
  those: readonly Outcome[],
): Outcome | undefined {
  const strip = verdict === 'differs' ? withoutWords : (outcome: Outcome) => outcome;
  return these.find((outcome, index) => {
    const other = those[index];
    return other === undefined || !isDeepStrictEqual(strip(outcome), strip(other));
  });
}
