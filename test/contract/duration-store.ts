import { beforeEach, describe, expect, it } from 'vitest';
import type { DurationStore, WorkSort } from '../../functions/tasks/durations.ts';

let count = 0;

/** A run that ended so many seconds after the others began to be counted. */
function run(second: number, seconds: number) {
  const finishedAt = new Date(Date.UTC(2026, 10, 23, 9, 0, second)).toISOString();
  return { taskId: `task-${second}`, finishedAt, seconds };
}

/** What every implementation of the port has to do. */
export function testDurationStore(name: string, open: () => DurationStore): void {
  describe(`${name} as a store of durations`, () => {
    let store: DurationStore;
    let sort: WorkSort;
    beforeEach(() => {
      store = open();
      count += 1;
      sort = { provider: `fal-${count}`, kind: 'image-to-video', model: 'wan/2.7', length: 5 };
    });

    it('knows nothing of work that was never done', async () => {
      expect(await store.recent(sort)).toEqual([]);
    });

    it('answers the newest first, whatever the order they came in', async () => {
      for (const second of [2, 1, 3]) await store.add(sort, run(second, second * 10.5));
      expect(await store.recent(sort)).toEqual([31.5, 21, 10.5]);
    });

    it('counts a run once, however often it is added', async () => {
      await Promise.all([1, 1, 1].map((second) => store.add(sort, run(second, 40))));
      expect(await store.recent(sort)).toEqual([40]);
    });

    it('loses none of many that come at once, and answers the newest 64', async () => {
      const seconds = Array.from({ length: 70 }, (_, index) => index + 1);
      await Promise.all(seconds.map((second) => store.add(sort, run(second, second))));
      expect(await store.recent(sort)).toEqual(seconds.reverse().slice(0, 64));
    });

    it('keeps when such work was last planned to be checked', async () => {
      expect(await store.checks(sort)).toBeUndefined();
      await store.saveChecks(sort, [10, 5, 5]);
      await store.saveChecks(sort, [8]);
      expect(await store.checks(sort)).toEqual([8]);
      expect(await store.checks({ ...sort, length: 10 })).toBeUndefined();
      expect(await store.recent(sort)).toEqual([]);
    });

    it('keeps providers, models and lengths apart', async () => {
      const { provider, kind, length } = sort;
      await store.add(sort, run(1, 1));
      await store.add({ ...sort, length: 50 }, run(2, 2));
      await store.add({ ...sort, model: 'wan' }, run(3, 3));
      await store.add({ provider, kind, length }, run(4, 4));
      await store.add({ ...sort, provider: `${provider}-eu` }, run(5, 5));
      expect(await store.recent(sort)).toEqual([1]);
      expect(await store.recent({ provider, kind, length })).toEqual([4]);
    });
  });
}
