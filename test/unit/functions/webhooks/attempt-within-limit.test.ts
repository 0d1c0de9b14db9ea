import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { announceEvent } from '../../../../functions/webhooks/announce-event.ts';
import { attemptDelivery } from '../../../../functions/webhooks/attempt-delivery.ts';
import type { DeliveryReference } from '../../../../functions/webhooks/delivery.ts';
import type { DeliveryOutcome } from '../../../../functions/webhooks/make-attempt.ts';
import { sendTestEvent } from '../../../../functions/webhooks/send-test-event.ts';
import { Crash, crashAt } from '../../../fakes/crashing.ts';
import { interleave } from '../../../fakes/interleaving.ts';
import { completed, createWebhookWorld, endpointOf } from '../../../fakes/webhook-world.ts';

const { id: endpointId } = endpointOf('ada');
const A_MINUTE = () => 60_000;

/** An endpoint with a limit, and a receiver that counts how many requests it has at once. */
async function createLimited(maxInFlight: number, deliveries: number) {
  const world = createWebhookWorld();
  await world.store.addEndpoint(endpointOf('ada', { options: { maxInFlight, timeoutSeconds: 5 } }));
  const references: DeliveryReference[] = [];
  for (let task = 1; task <= deliveries; task += 1) {
    const { id: eventId } = await announceEvent(world.dependencies, completed(`task-${task}`));
    references.push({ eventId, endpointId });
    world.pass(1);
  }
  let atOnce = 0;
  const received: string[] = [];
  const seen = { most: 0 };
  const createRequest =
    (during: () => Promise<void> = async () => {}): GuardedRequest =>
    async ({ headers }) => {
      atOnce += 1;
      seen.most = Math.max(seen.most, atOnce);
      try {
        received.push(headers?.['webhook-id'] ?? '');
        await during();
      } finally {
        atOnce -= 1;
      }
      return { status: 204, headers: {}, body: new Uint8Array(), isBroken: false };
    };
  return { ...world, references, received, seen, createRequest };
}

/** The seconds until a delivery asks again, as its execution waits. */
function secondsUntil(outcome: DeliveryOutcome, now: number): number {
  return outcome.outcome === 'retry' ? (Date.parse(outcome.nextAttemptAt) - now) / 1000 : 0;
}

describe('an endpoint with a limit', () => {
  it('has never more requests at once, over all functions and in any order, and gets every event', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 7 }),
        async (scheduler, limit, deliveries) => {
          const world = await createLimited(limit, deliveries);
          const { delay, wrap } = interleave(scheduler);
          const dependencies = {
            ...world.dependencies,
            store: wrap(world.store),
            request: world.createRequest(delay),
          };
          for (let round = 0; round < 20; round += 1) {
            const all = Promise.all(
              world.references.map((one) => attemptDelivery(dependencies, one, A_MINUTE)),
            );
            await scheduler.waitFor(all);
            const outcomes = await all;
            if (outcomes.every(({ outcome }) => outcome === 'delivered')) break;
            world.pass(Math.max(...outcomes.map((one) => secondsUntil(one, world.now()))));
          }
          expect(world.seen.most).toBeLessThanOrEqual(limit);
          const ids = world.references.map(({ eventId }) => eventId).sort();
          expect(world.received.sort()).toEqual(ids);
          expect(await world.store.waiting(endpointId, 10)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('whoever has the slot sends what waits, oldest first; the others find it done', async () => {
    const world = await createLimited(1, 3);
    const [first, second, third] = world.references;
    if (!first || !second || !third) throw new Error('Three were announced.');
    const request = world.createRequest(async () => {
      if (world.received.length > 1) return;
      for (const other of [second, third]) {
        const outcome = await attemptDelivery(world.dependencies, other);
        expect(secondsUntil(outcome, world.now())).toBe(10);
      }
    });
    const random = () => 0;
    await attemptDelivery({ ...world.dependencies, request, random }, first, A_MINUTE);
    expect(world.received).toEqual([first, second, third].map(({ eventId }) => eventId));
    expect(await attemptDelivery(world.dependencies, third)).toEqual({ outcome: 'delivered' });
  });

  it('goes on after a crash anywhere, and has no more at once then', async () => {
    for (const moment of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const world = await createLimited(1, 2);
        const crash = crashAt(call, moment);
        const request = crash.wrap({ send: world.createRequest() }).send;
        const dying = { ...world.dependencies, store: crash.wrap(world.store), request };
        const living = { ...world.dependencies, request: world.createRequest() };
        for (const one of world.references) {
          await attemptDelivery(dying, one, A_MINUTE).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
        }
        for (const one of world.references) {
          for (let run = 0; run < 10; run += 1) {
            const outcome = await attemptDelivery(living, one, A_MINUTE);
            if (outcome.outcome === 'delivered') break;
            world.pass(secondsUntil(outcome, world.now()));
          }
          const delivery = await world.store.delivery(one.eventId, endpointId);
          expect(delivery?.status, `${moment} call ${call}`).toBe('delivered');
        }
        expect(world.seen.most).toBe(1);
        if (!crash.happened()) break;
      }
    }
  });

  it('holds a slot of a function that died until its attempt would have ended', async () => {
    const world = await createLimited(1, 2);
    const [first, second] = world.references;
    if (!first || !second) throw new Error('Two were announced.');
    const request = async () => {
      throw new Error('killed');
    };
    const store = { ...world.store, replaceInFlight: async () => true };
    await world.store.replaceInFlight({
      ...{ endpointId, version: 1, expiresAt: 0 },
      slots: { [first.eventId]: world.now() + 15_000 },
    });
    const killed = attemptDelivery({ ...world.dependencies, store, request }, second);
    expect(secondsUntil(await killed, world.now())).toBe(10);
    world.pass(16);
    const living = { ...world.dependencies, request: world.createRequest() };
    expect(await attemptDelivery(living, second)).toEqual({ outcome: 'delivered' });
  });

  it('says so to a ping that finds no slot', async () => {
    const world = await createLimited(1, 1);
    const slots = { other: world.now() + 10_000 };
    await world.store.replaceInFlight({ endpointId, version: 1, expiresAt: 0, slots });
    const ping = await sendTestEvent(
      {
        ...world.dependencies,
        attempt: (reference) => attemptDelivery(world.dependencies, reference),
      },
      { owner: 'ada', endpointId },
      { type: 'webhook.ping', data: {} },
    );
    expect(ping).toMatchObject({ status: 'failed', reason: expect.stringContaining('at once') });
  });
});
