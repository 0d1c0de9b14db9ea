import { afterAll, beforeAll, describe } from 'vitest';
import { createDynamoWebhookStore } from '../../functions/aws/dynamodb/webhook-store.ts';
import { type RunningDynalite, startDynalite } from './dynalite.ts';
import { testWebhookStore } from './webhook-store.ts';

describe('the webhook store in DynamoDB', () => {
  let dynalite: RunningDynalite;
  let tables = 0;

  beforeAll(async () => {
    dynalite = await startDynalite();
  });
  afterAll(() => dynalite.stop());

  testWebhookStore(async () => {
    tables += 1;
    const name = `Webhooks${tables}`;
    await dynalite.createTable({
      name,
      partitionKey: 'pk',
      sortKey: 'sk',
      indexes: ['gsi1', 'gsi2'].map((index) => ({
        name: index,
        partitionKey: `${index}pk`,
        sortKey: `${index}sk`,
      })),
    });
    return createDynamoWebhookStore(dynalite.documents, name);
  });
});
