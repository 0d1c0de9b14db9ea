import { afterAll, beforeAll } from 'vitest';
import { createDynamoTaskStore } from '../../functions/aws/dynamodb/task-store.ts';
import { createMemoryTaskStore } from '../fakes/memory-task-store.ts';
import { type RunningDynalite, startDynalite } from './dynalite.ts';
import { testTaskStore } from './task-store.ts';

let dynalite: RunningDynalite;

beforeAll(async () => {
  dynalite = await startDynalite();
  await dynalite.createTable({
    name: 'Tasks',
    partitionKey: 'id',
    indexes: [
      { name: 'byList', partitionKey: 'list', sortKey: 'listedAt', projection: 'KEYS_ONLY' },
      { name: 'byOwner', partitionKey: 'listOwner', sortKey: 'listedAt', projection: 'KEYS_ONLY' },
      {
        name: 'byStatus',
        partitionKey: 'listStatus',
        sortKey: 'listedAt',
        projection: 'KEYS_ONLY',
      },
      { name: 'byExternalId', partitionKey: 'label', sortKey: 'listedAt', projection: 'KEYS_ONLY' },
      { name: 'byOpen', partitionKey: 'open', sortKey: 'openSince', projection: 'KEYS_ONLY' },
    ],
  });
});

afterAll(() => dynalite.stop());

testTaskStore('memory', createMemoryTaskStore);
testTaskStore('DynamoDB', () => createDynamoTaskStore(dynalite.documents, 'Tasks'));
