import { describe, expect, it } from 'vitest';
import { createSlowRequestLimiter } from '../../../../../functions/api/server/slow-request-limiter.ts';
import { waitAsPreferred } from '../../../../../functions/api/server/wait-as-preferred.ts';
import { createTask } from '../../../../../functions/tasks/create-task.ts';
import { failTask } from '../../../../../functions/tasks/fail-task.ts';
import { createService } from '../../../../fakes/service.ts';

const owner = 'ada';
const body = { image_url: 'https://example.com/cat.jpg', number_of_images: 2 };

/** Two tasks of one request, each of which ends after so many seconds, if at all. */
async function waiting(prefer: string | undefined, endsAfter: readonly number[] = []) {
  const service = await createService();
  const { context, clock } = service;
  const resources = context.resources;
  const tasks = await createTask(context, { owner, kind: 'image-to-video', body });
  const begun = clock.now();
  const failure = { code: 'x', message: 'y' };
  const ended = new Set<string>();
  let reads = 0;
  const world = {
    slowRequests: createSlowRequestLimiter({ resources, clock }),
    tasks: {
      async getAll(ids: readonly string[]) {
        reads += 1;
        return context.tasks.getAll(ids);
      },
    },
    clock,
    async pause(milliseconds: number) {
      service.pass(milliseconds / 1000);
      for (const [index, { id }] of tasks.entries()) {
        const isDue = clock.now() - begun >= (endsAfter[index] ?? Number.POSITIVE_INFINITY) * 1000;
        if (!isDue || ended.has(id)) continue;
        ended.add(id);
        await failTask(context, { taskId: id, failure, millisecondsLeft: () => 300_000 });
      }
    },
  };
  const headers: Record<string, string> = prefer === undefined ? {} : { prefer };
  return {
    service,
    world,
    wait: () => waitAsPreferred(world, { owner, headers, begun }, tasks),
    passed: () => (clock.now() - begun) / 1000,
    reads: () => reads,
  };
}

describe('a request that prefers to wait', () => {
  it('is answered as soon as all of its tasks have ended, having read nothing but their records', async () => {
    const { wait, passed, reads, service } = await waiting('respond-async, wait=20', [2, 6]);
    expect((await wait()).map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(passed()).toBeGreaterThanOrEqual(6);
    expect(passed()).toBeLessThan(7);
    expect(reads()).toBeLessThan(30);
    expect(service.started).toEqual([]);
  });

  it.each([
    ['wait=3', 3],
    ['wait = "3"', 3],
    ['wait=25', 25],
    ['wait=9999', 25],
    ['wait=0', 0],
    ['wait=-1', 0],
    ['wait=soon', 0],
    ['respond-async', 0],
    [undefined, 0],
  ])(
    'is answered with the tasks as they are when its time is over: %s',
    async (prefer, seconds) => {
      const { wait, passed, reads } = await waiting(prefer);
      expect((await wait()).map(({ status }) => status)).toEqual(['initialized', 'initialized']);
      expect(passed()).toBe(seconds);
      expect(reads()).toBeLessThan(40);
    },
  );

  it('is answered at once where the account has as many open as it may', async () => {
    const { world, wait, passed } = await waiting('wait=10');
    const others: (() => void)[] = [];
    const open = Array.from({ length: 5 }, () =>
      world.slowRequests.run(owner, () => new Promise<void>((resolve) => others.push(resolve))),
    );
    while (others.length < 5) await Promise.resolve();
    await wait();
    expect(passed()).toBe(0);
    for (const end of others) end();
    await Promise.all(open);
    await wait();
    expect(passed()).toBe(10);
  });
});
