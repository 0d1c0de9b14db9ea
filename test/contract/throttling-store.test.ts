import { afterAll, beforeAll } from 'vitest';
import { createDynamoThrottlingStore } from '../../functions/aws/dynamodb/throttling-store.ts';
import { createMemoryThrottlingStore } from '../fakes/memory-throttling-store.ts';
import { type RunningDynalite, startDynalite } from './dynalite.ts';
import { testThrottlingStore } from './throttling-store.ts';

let dynalite: RunningDynalite;

beforeAll(async () => {
  dynalite = await startDynalite();
  await dynalite.createTable({ name: 'Providers', partitionKey: 'pk', sortKey: 'sk' });
});

afterAll(() => dynalite.stop());

testThrottlingStore('memory', createMemoryThrottlingStore);
testThrottlingStore('DynamoDB', () => createDynamoThrottlingStore(dynalite.documents, 'Providers'));
