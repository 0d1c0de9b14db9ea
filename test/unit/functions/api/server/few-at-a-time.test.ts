import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createFewAtATime } from '../../../../../functions/api/server/few-at-a-time.ts';
import { createMemoryResourceStore } from '../../../../fakes/memory-resource-store.ts';

it('lets an account and its sub-users wait for five things at a time, over all functions', async () => {
  let now = Date.parse('2026-11-28T09:00:00.000Z');
  const clock = { now: () => now };
  const resources = createMemoryResourceStore(clock);
  const { promise: wait, resolve: end } = Promise.withResolvers<void>();
  const call = (owner: string, work: () => Promise<unknown> = () => wait) =>
    createFewAtATime({ resources, clock })(owner, work);
  const open = ['ada', 'ada.bob', 'ada', 'ada.cleo', 'ada'].map((owner) => call(owner));
  await setImmediate();
  await expect(call('ada.bob')).rejects.toMatchObject({ status: 429, retryAfterSeconds: 5 });
  expect(await call('eve', async () => 'done')).toBe('done');
  end();
  await Promise.all(open);
  await expect(call('ada', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const never = new Promise<void>(() => {});
  for (let dead = 0; dead < 5; dead += 1) void call('ada', () => never);
  await setImmediate();
  await expect(call('ada')).rejects.toMatchObject({ status: 429 });
  now += 61_000;
  expect(await call('ada', async () => 'done')).toBe('done');
});
