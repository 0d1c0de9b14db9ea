import { describe, expect, it } from 'vitest';
import { createLoad } from '../../functions/throttling/provider-load.ts';
import type { ThrottlingStore } from '../../functions/throttling/throttling-store.ts';

const now = Date.parse('2026-11-23T09:00:00.000Z');

/** What every store of loads and queues must do. Each test has a provider of its own. */
export function testThrottlingStore(name: string, createStore: () => ThrottlingStore): void {
  let providers = 0;
  const newProvider = () => {
    providers += 1;
    return `${name}-${providers}`;
  };
  const entry = (taskId: string, second: number, dueAt = now + 1000) => ({
    taskId,
    createdAt: new Date(now + second * 1000).toISOString(),
    dueAt,
  });

  describe(`the throttle store in ${name}: the load`, () => {
    it('is nothing at first, then what was stored, to the last digit', async () => {
      const store = createStore();
      const provider = newProvider();
      expect(await store.getLoad(provider)).toBeUndefined();
      const load = {
        ...createLoad({ startsPerMinute: 7 }, now),
        version: 1,
        slots: { 'a-task': { since: now, until: now + 5 } },
        tokens: 1.0416666666666665,
      };
      expect(await store.replaceLoad(provider, load)).toBe(true);
      expect(await store.getLoad(provider)).toEqual(load);
      expect(await store.getLoad(newProvider())).toBeUndefined();
    });

    it('is replaced by one of many that saw the same version', async () => {
      const store = createStore();
      const provider = newProvider();
      for (const version of [1, 2]) {
        const all = Array.from({ length: 10 }, (_, failures) =>
          store.replaceLoad(provider, { ...createLoad({}, now), version, failures }),
        );
        expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
      }
      expect((await store.getLoad(provider))?.version).toBe(2);
    });
  });

  describe(`the throttle store in ${name}: the queue`, () => {
    it('counts those that came before, whoever joined first', async () => {
      const store = createStore();
      const provider = newProvider();
      const [first, second, third] = [entry('zz', 0), entry('aa', 1), entry('bb', 1)];
      for (const each of [third, first, second]) await store.enqueue(provider, each);
      expect(await store.countWaiting(provider, now)).toBe(3);
      expect(await store.countWaiting(provider, now, first)).toBe(0);
      expect(await store.countWaiting(provider, now, second)).toBe(1);
      expect(await store.countWaiting(provider, now, third)).toBe(2);
      expect(await store.countWaiting(newProvider(), now)).toBe(0);
    });

    it('keeps an entry once, with its newest time', async () => {
      const store = createStore();
      const provider = newProvider();
      await store.enqueue(provider, entry('task', 0, now + 1));
      await store.enqueue(provider, entry('task', 0, now + 9));
      expect(await store.countWaiting(provider, now + 5)).toBe(1);
    });

    it('passes over those that did not come when they said', async () => {
      const store = createStore();
      const provider = newProvider();
      await store.enqueue(provider, entry('gone', 0, now + 1000));
      await store.enqueue(provider, entry('here', 1, now + 9000));
      expect(await store.countWaiting(provider, now + 1000, entry('here', 1))).toBe(1);
      expect(await store.countWaiting(provider, now + 1001, entry('here', 1))).toBe(0);
    });

    it('lets go, also of one that was never there', async () => {
      const store = createStore();
      const provider = newProvider();
      await store.enqueue(provider, entry('task', 0));
      await store.dequeue(provider, entry('other', 0));
      await store.dequeue(provider, entry('task', 0));
      expect(await store.countWaiting(provider, now)).toBe(0);
    });
  });
}
