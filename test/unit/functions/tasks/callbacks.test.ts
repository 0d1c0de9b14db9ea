import { describe, expect, it } from 'vitest';
import type { StartCall } from '../../../../functions/providers/provider.ts';
import type { CallbackRequest } from '../../../../functions/providers/provider-callback.ts';
import { changeTask } from '../../../../functions/tasks/change-task.ts';
import { checkTask } from '../../../../functions/tasks/check-task.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { failTask } from '../../../../functions/tasks/fail-task.ts';
import { receiveCallback } from '../../../../functions/tasks/receive-callback.ts';
import { startTask } from '../../../../functions/tasks/start-task.ts';
import { createService } from '../../../fakes/service.ts';

const body = { image_url: 'https://example.com/cat.jpg' };
const callbackBaseUrl = 'https://api.test';

/** The first state is entered by an execution that knows nothing of when to check, so that it is told. */
const startOf = (taskId = '', token = 'start') => ({
  taskId,
  token,
  firstCheckSeconds: 0,
  input: {},
});

/** A task at a provider that calls back with `{ finished }`, in a body that begins with its signature. */
async function taskWithCallback() {
  const calls: StartCall[] = [];
  const service = await createService({
    provider: {
      start: async (call) => {
        calls.push(call);
        return { work: call.taskId };
      },
      callback: {
        async verify({ rawBody }) {
          const [signature, finished] = Buffer.from(rawBody).toString().split(' ');
          return signature === 'signed' ? { finished: finished === 'finished' } : undefined;
        },
      },
    },
  });
  const context = { ...service.context, callbackBaseUrl };
  const [task] = await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
  const id = task?.id ?? '';
  const started = await startTask(context, startOf(id));
  service.resumed.length = 0;
  const url = new URL(calls[0]?.callbackUrl ?? '');
  const call = (text: string, change: object = {}) => ({
    provider: 'scripted',
    taskId: id,
    secret: url.searchParams.get('secret') ?? '',
    request: { url: url.href, headers: {}, rawBody: Buffer.from(text) } satisfies CallbackRequest,
    ...change,
  });
  return {
    ...service,
    context,
    id,
    started,
    url,
    call,
    enter: (token: string, isFirst = false) => checkTask(context, { taskId: id, token, isFirst }),
  };
}

describe('a provider that calls back', () => {
  it('is given an address that holds a secret which is kept as a hash only', async () => {
    const { url, id, context } = await taskWithCallback();
    expect(url.href).toMatch(/^https:\/\/api\.test\/api\/v1\/callbacks\/scripted\/[0-9a-f]{24}\?/);
    const secret = url.searchParams.get('secret') ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(24);
    expect(JSON.stringify(await context.tasks.get(id))).not.toContain(secret);
  });

  it('is not given one where the API can’t be reached', async () => {
    const { provider, context } = await createService();
    const started: StartCall[] = [];
    const start = async (call: StartCall) => {
      started.push(call);
      return null;
    };
    const callback = { verify: async () => undefined };
    const providersFor = async () => [
      { name: 'scripted', provider: { ...provider, start, callback } },
    ];
    const [task] = await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
    await startTask({ ...context, providersFor }, startOf(task?.id));
    expect(started[0]).not.toHaveProperty('callbackUrl');
  });

  it('ends the wait with what the provider says when it is asked', async () => {
    const { context, id, call, resumed, answer, started } = await taskWithCallback();
    expect(started.waits?.[0]).toBeGreaterThan(10);
    answer({ state: 'completed', result: { url: 'https://provider.test/video.mp4' } });
    await receiveCallback(context, call('signed finished'));
    expect(resumed).toMatchObject([{ token: 'start', outcome: { outcome: 'completed' } }]);
    expect(await context.tasks.get(id)).toMatchObject({
      source: { url: 'https://provider.test/video.mp4' },
      calledBackAt: expect.any(String),
    });
  });

  it('that does not say the same when it is asked is asked again soon', async () => {
    const { context, enter, call, resumed, answer } = await taskWithCallback();
    await enter('first', true);
    expect(resumed).toEqual([]);
    await receiveCallback(context, call('signed finished'));
    expect(resumed).toMatchObject([{ token: 'first', outcome: { outcome: 'running' } }]);
    expect(resumed[0]?.outcome.waits?.[0]).toBe(2);
    answer({ state: 'completed', result: { url: 'https://provider.test/video.mp4' } });
    await enter('second', true);
    expect(resumed[1]).toMatchObject({ token: 'second', outcome: { outcome: 'completed' } });
  });

  it('may be faster than the answer to its start', async () => {
    const { context, id, enter, call, resumed, answer } = await taskWithCallback();
    const task = await context.tasks.get(id);
    if (!task) throw new Error('There is no task.');
    const { operation, ...unanswered } = task;
    await context.tasks.replace({
      ...unanswered,
      status: 'initialized',
      version: task.version + 1,
    });
    answer({ state: 'completed', result: { url: 'https://provider.test/video.mp4' } });
    await receiveCallback(context, call('signed finished'));
    expect(resumed).toMatchObject([{ token: 'start', outcome: { outcome: 'running' } }]);
    await enter('first', true);
    expect(resumed).toHaveLength(1);
    await changeTask(context, id, () => ({ status: 'sent', operation }));
    await enter('second');
    expect(resumed.at(-1)).toMatchObject({ token: 'second', outcome: { outcome: 'completed' } });
  });

  it('changes nothing with a second call, nor with one that comes late', async () => {
    const { context, id, enter, call, resumed } = await taskWithCallback();
    await enter('first', true);
    await receiveCallback(context, call('signed finished'));
    await enter('second', true);
    const before = await context.tasks.get(id);
    await receiveCallback(context, call('signed finished'));
    expect(await context.tasks.get(id)).toEqual(before);
    // A repeated call may knock at the old door once more; nobody is behind it.
    expect(resumed.map(({ token }) => token)).not.toContain('second');
    await failTask(context, {
      taskId: id,
      failure: { code: 'moderated', message: 'No.' },
      millisecondsLeft: () => 60_000,
    });
    const doors = resumed.length;
    await receiveCallback(context, call('signed finished'));
    expect(resumed).toHaveLength(doors);
  });

  it('changes nothing by saying that it still works', async () => {
    const { context, id, enter, call, resumed } = await taskWithCallback();
    await enter('first', true);
    const before = await context.tasks.get(id);
    await receiveCallback(context, call('signed working'));
    expect(await context.tasks.get(id)).toEqual(before);
    expect(resumed).toEqual([]);
  });

  it.each([
    ['a forged body', 'forged finished', {}, 'ForgedCallbackError'],
    ['a wrong secret', 'signed finished', { secret: 'guessed' }, 'TaskNotFoundError'],
    ['no secret', 'signed finished', { secret: '' }, 'TaskNotFoundError'],
    ['another provider', 'signed finished', { provider: 'fal' }, 'TaskNotFoundError'],
    ['an unknown task', 'signed finished', { taskId: 'f'.repeat(24) }, 'TaskNotFoundError'],
    [
      'what no task can be called',
      'signed finished',
      { taskId: 'x'.repeat(2000) },
      'TaskNotFoundError',
    ],
  ])('is not believed with %s', async (_, text, change, name) => {
    const { context, id, enter, call, resumed } = await taskWithCallback();
    await enter('first', true);
    const before = await context.tasks.get(id);
    await expect(receiveCallback(context, call(text, change))).rejects.toMatchObject({ name });
    expect(await context.tasks.get(id)).toEqual(before);
    expect(resumed).toEqual([]);
  });

  it('leaves a fresh token whenever the wait begins again, so that a lost call costs one look', async () => {
    const { context, enter, call, resumed, answer } = await taskWithCallback();
    await enter('first', true);
    await enter('second');
    await receiveCallback(context, call('signed finished'));
    expect(resumed.map(({ token }) => token)).toEqual(['second']);
    answer({ state: 'completed', result: { url: 'https://provider.test/video.mp4' } });
    await enter('third');
    expect(resumed.at(-1)).toMatchObject({ token: 'third', outcome: { outcome: 'completed' } });
  });
});

describe('a provider whose calls never come', () => {
  it('is noticed all the same, the operator is told, and nothing is learned from the late look', async () => {
    const { context, id, enter, resumed, answer, durations, pass } = await taskWithCallback();
    const warnings: string[] = [];
    await enter('first', true);
    pass(500);
    answer({ state: 'completed', result: { url: 'https://provider.test/video.mp4' } });
    const warn = (message: string) => void warnings.push(message);
    await checkTask({ ...context, warn }, { taskId: id, token: 'second', isFirst: false });
    expect(resumed).toMatchObject([{ token: 'second', outcome: { outcome: 'completed' } }]);
    expect(warnings).toEqual([`scripted did not call about task ${id}`]);
    const sort = { provider: 'scripted', kind: 'image-to-video', length: 5 } as const;
    expect(await durations.recent(sort)).toEqual([]);
  });
});

describe('an execution that takes a running task over', () => {
  it('goes on with the looks that are left', async () => {
    const { context, pass } = await createService();
    const [task] = await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
    const call = startOf(task?.id);
    const { waits = [] } = await startTask(context, call);
    const passed = waits.slice(0, 5).reduce((sum, wait) => sum + wait, 0);
    pass(passed);
    expect(await startTask(context, call)).toMatchObject({ waits: waits.slice(5) });
  });
});

describe('a provider that is only asked', () => {
  it('is not asked on the way into the wait, and at every look after that', async () => {
    let asked = 0;
    const check = async () => {
      asked += 1;
      return { state: 'running', phase: 'queued', queuePosition: 3 } as const;
    };
    const { context, resumed } = await createService({ provider: { check } });
    const [task] = await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
    const taskId = task?.id ?? '';
    await startTask(context, startOf(taskId));
    resumed.length = 0;
    await checkTask(context, { taskId, token: 'first', isFirst: true });
    expect(asked).toBe(0);
    await checkTask(context, { taskId, token: 'second', isFirst: false });
    expect(asked).toBe(1);
    expect(resumed).toEqual([]);
    expect(await context.tasks.get(taskId)).toMatchObject({ status: 'pending', queuePosition: 3 });
    expect(await context.tasks.get(taskId)).not.toHaveProperty('taskToken');
  });

  it('teaches how long it took, once, though the look is repeated', async () => {
    const { context, pass, answer, durations } = await createService();
    const [task] = await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
    const taskId = task?.id ?? '';
    await startTask(context, startOf(taskId));
    pass(42);
    answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    for (const token of ['first', 'again']) {
      await checkTask(context, { taskId, token, isFirst: false });
      pass(5);
    }
    const sort = { provider: 'scripted', kind: 'image-to-video', length: 5 } as const;
    expect(await durations.recent(sort)).toEqual([42]);
  });

  it('loses no result because the time it took could not be written down', async () => {
    const { context, answer, resumed } = await createService();
    const [task] = await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
    const taskId = task?.id ?? '';
    await startTask(context, startOf(taskId));
    answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    const add = async () => {
      throw new Error('Throttled');
    };
    const durations = { ...context.durations, add };
    await checkTask({ ...context, durations }, { taskId, token: 'first', isFirst: false });
    expect(resumed.at(-1)?.outcome.outcome).toBe('completed');
  });
});
