import { afterAll, beforeAll } from 'vitest';
import { createDynamoAccountStore } from '../../functions/dynamodb/account-store.ts';
import { createMemoryAccountStore } from '../fakes/memory-account-store.ts';
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
    ],
  });
});

afterAll(() => dynalite.stop());

testAccountStore('memory', createMemoryAccountStore);
testAccountStore('DynamoDB', () => createDynamoAccountStore(dynalite.documents, 'Accounts'));
