import { afterAll, beforeAll } from 'vitest';
import { createDynamoDurationStore } from '../../functions/aws/dynamodb/duration-store.ts';
import { createMemoryDurationStore } from '../fakes/memory-duration-store.ts';
import { testDurationStore } from './duration-store.ts';
import { type RunningDynalite, startDynalite } from './dynalite.ts';

let dynalite: RunningDynalite;

beforeAll(async () => {
  dynalite = await startDynalite();
  await dynalite.createTable({ name: 'Providers', partitionKey: 'pk', sortKey: 'sk' });
});

afterAll(() => dynalite.stop());

testDurationStore('memory', createMemoryDurationStore);
testDurationStore('DynamoDB', () => createDynamoDurationStore(dynalite.documents, 'Providers'));
