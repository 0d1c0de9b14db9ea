import { describe } from 'vitest';
import { createMemoryWebhookStore } from '../fakes/memory-webhook-store.ts';
import { testWebhookStore } from './webhook-store.ts';

describe('the webhook store in memory', () => {
  testWebhookStore(async () => createMemoryWebhookStore());
});
