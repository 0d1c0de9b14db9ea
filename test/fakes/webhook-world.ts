import { createGuardedRequest } from '../../functions/net/guarded-request.ts';
import { downloadPolicy } from '../../functions/net/url-policy.ts';
import { attemptDelivery } from '../../functions/webhooks/attempt-delivery.ts';
import type { Delivery, DeliveryReference } from '../../functions/webhooks/delivery.ts';
import { type Endpoint, HEALTHY } from '../../functions/webhooks/endpoint.ts';
import type { AttemptDependencies } from '../../functions/webhooks/make-attempt.ts';
import type { OperatorNotices } from '../../functions/webhooks/ports.ts';
import type { WebhookStore } from '../../functions/webhooks/webhook-store.ts';
import { createMemoryWebhookStore } from './memory-webhook-store.ts';

export const START = Date.parse('2026-11-23T09:00:00.000Z');

type Notice = Parameters<OperatorNotices['endpointDisabled']>[0];

/** Everything the use cases of webhooks need, in memory, with a clock that stands still until it is moved. */
export function createWebhookWorld(store: WebhookStore = createMemoryWebhookStore()) {
  let now = START;
  const started = new Map<string, DeliveryReference>();
  const notices: Notice[] = [];
  const noted: Delivery[] = [];
  const dependencies: AttemptDependencies = {
    store,
    clock: { now: () => now },
    random: () => 0.5,
    noteAttempt: (delivery) => void noted.push(delivery),
    userAgent: 'Reelhook/test',
    request: createGuardedRequest(downloadPolicy('allowed')),
    cipher: {
      seal: async (plaintext, context) => JSON.stringify({ plaintext, context }),
      async open(sealed, context) {
        const { plaintext, context: sealedIn } = JSON.parse(sealed);
        if (JSON.stringify(sealedIn) !== JSON.stringify(context)) throw new Error('Wrong context.');
        return plaintext;
      },
    },
    deliveries: {
      async start({ name, eventId, endpointId }) {
        started.set(name, { eventId, endpointId });
      },
    },
    operator: {
      async endpointDisabled(notice) {
        notices.push(notice);
      },
    },
  };
  return {
    dependencies,
    store,
    started,
    notices,
    noted,
    now: () => now,
    pass(seconds: number) {
      now += seconds * 1000;
    },
    /** Runs one delivery as its state machine does, jumping over the waits. Answers when each attempt was, in seconds. */
    async deliver(reference: DeliveryReference) {
      const times: number[] = [];
      for (;;) {
        times.push((now - START) / 1000);
        const outcome = await attemptDelivery(dependencies, reference);
        if (outcome.outcome !== 'retry') return { outcome: outcome.outcome, times };
        now = Date.parse(outcome.nextAttemptAt);
      }
    },
  };
}

/** A registered endpoint in good order. */
export function endpointOf(owner: string, change: Partial<Endpoint> = {}): Endpoint {
  const time = new Date(START).toISOString();
  return {
    id: 'ep_0123456789abcdef01234567',
    owner,
    url: 'https://receiver.test/hook',
    events: ['task.completed', 'task.failed', 'webhook.disabled'],
    kinds: [],
    description: '',
    metadata: {},
    enabled: true,
    health: HEALTHY,
    version: 1,
    createdAt: time,
    updatedAt: time,
    ...change,
  };
}

/** What a finished task announces. */
export function completed(subject = '0123456789abcdef01234567') {
  return {
    owner: 'ada',
    type: 'task.completed',
    kind: 'image-to-video',
    subject,
    data: { _id: subject, current_status: 'completed' },
  };
}
