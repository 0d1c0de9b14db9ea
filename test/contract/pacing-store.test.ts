import { afterAll, beforeAll } from 'vitest';
import { createDynamoPacingStore } from '../../functions/aws/dynamodb/pacing-store.ts';
import { createMemoryPacingStore } from '../fakes/memory-pacing-store.ts';
import { type RunningDynalite, startDynalite } from './dynalite.ts';
import { testPacingStore } from './pacing-store.ts';

let dynalite: RunningDynalite;

beforeAll(async () => {
  dynalite = await startDynalite();
  await dynalite.createTable({ name: 'Providers', partitionKey: 'pk', sortKey: 'sk' });
});

afterAll(() => dynalite.stop());

testPacingStore('memory', createMemoryPacingStore);
testPacingStore('DynamoDB', () => createDynamoPacingStore(dynalite.documents, 'Providers'));
