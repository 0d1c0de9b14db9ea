import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoAccountStore } from '../../functions/aws/dynamodb/account-store.ts';
import { PutCommand } from '../../functions/aws/dynamodb/commands.ts';
import { createMemoryAccountStore } from '../fakes/memory-account-store.ts';
import { testAccountLedger } from './account-ledger.ts';
import { testAccountStore } from './account-store.ts';
import { type RunningDynalite, startDynalite } from './dynalite.ts';

let dynalite: RunningDynalite;

beforeAll(async () => {
  dynalite = await startDynalite();
  await dynalite.createTable({
    name: 'Accounts',
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [
      {
        name: 'byHolding',
        partitionKey: 'holding',
        sortKey: 'holdsSweptAt',
        projection: 'KEYS_ONLY',
      },
      { name: 'byOwner', partitionKey: 'owner', sortKey: 'at' },
    ],
  });
});

afterAll(() => dynalite.stop());

const openDynamo = () => createDynamoAccountStore(dynalite.documents, 'Accounts');

testAccountStore('memory', createMemoryAccountStore);
testAccountStore('DynamoDB', openDynamo);
testAccountLedger('memory', createMemoryAccountStore);
testAccountLedger('DynamoDB', openDynamo);

describe('DynamoDB with what an earlier version wrote', () => {
  const put = (Item: Record<string, unknown>) =>
    dynalite.documents.send(new PutCommand({ TableName: 'Accounts', Item }));

  it('lists its lines of the history', async () => {
    const store = openDynamo();
    const line = {
      owner: 'old',
      id: 't#charge',
      at: 'then',
      coins: -30,
      reason: 'charge',
      taskId: 't',
    };
    await put({ pk: 'owner#old', sk: 'entry#t#charge', ...line });
    expect(await store.listEntries('old', { from: 'then', to: 'then', limit: 9 })).toEqual([
      { ...line, coins: undefined, amount: -30, currency: 'coins' },
    ]);
  });
});
