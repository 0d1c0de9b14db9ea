import { describe, expect, it } from 'vitest';
import { createSlowRequestLimiter } from '../../../../../functions/api/server/slow-request-limiter.ts';
import { waitAsPreferred } from '../../../../../functions/api/server/wait-as-preferred.ts';
import { createTask } from '../../../../../functions/tasks/create-task.ts';
import { failTask } from '../../../../../functions/tasks/fail-task.ts';
import { applyChange } from '../../../../../functions/tasks/task.ts';
import { createService } from '../../../../fakes/service.ts';
import { createApiInMemory } from '../../../../fuzz/api-in-memory.ts';

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

const picture = { kind: 'text-to-image', input: { name: 'a cat', prompt: 'a cat' } };
const film = {
  kind: 'avatar-training',
  input: { name: 'ada', video_url: 'https://example.com/a.mp4' },
};

it.each([
  ['/api/v1/tasks', undefined],
  ['/api/v1/userImage2Video/start', undefined],
  ['/api/v1/userText2Image/quickAddAvatar', picture],
  ['/api/v1/userVideoTwin/addVoiceClone', film],
])('%s waits as preferred', async (path, source) => {
  const api = await createApiInMemory();
  const { context, service } = api;
  let waited = 0;
  const pause = async (milliseconds: number) => {
    waited += milliseconds;
    service.pass(milliseconds / 1000);
  };
  Object.assign(context, { pause });
  const token = await api.addOwner('bert');
  const post = async (to: string, sent: object) => {
    const headers = { prefer: 'wait=7' };
    const answer = await api.send(token, {
      ...{ method: 'POST', path: to, headers },
      body: JSON.stringify(sent),
    });
    return { status: answer.status, data: JSON.parse(answer.body).data };
  };
  let sent: object = { kind: 'image-to-video', input: body, ...body };
  if (source) {
    const [made] = (await post('/api/v1/tasks', source)).data.rows;
    const task = await context.tasks.get(made._id);
    if (!task) throw new Error('There is no task.');
    const end = { status: 'completed', resultKey: 'results/1.png' } as const;
    await context.tasks.replace(applyChange(task, end, service.clock.now()));
    sent = { _id: made._id };
  }
  waited = 0;
  expect((await post(path, sent)).status).toBe(200);
  expect(Math.round(waited)).toBe(7000);
});
