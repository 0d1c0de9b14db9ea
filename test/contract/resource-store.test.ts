import { afterAll, beforeAll } from 'vitest';
import { createDynamoResourceStore } from '../../functions/aws/dynamodb/resource-store.ts';
import { createMemoryResourceStore } from '../fakes/memory-resource-store.ts';
import { type RunningDynalite, startDynalite } from './dynalite.ts';
import { testResourceStore } from './resource-store.ts';

let dynalite: RunningDynalite;

beforeAll(async () => {
  dynalite = await startDynalite();
  await dynalite.createTable({ name: 'Resources', partitionKey: 'pk', sortKey: 'sk' });
});

afterAll(() => dynalite.stop());

testResourceStore('memory', createMemoryResourceStore);
testResourceStore('DynamoDB', (clock) =>
  createDynamoResourceStore(dynalite.documents, 'Resources', clock),
);
