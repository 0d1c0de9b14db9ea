import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../functions/providers/provider-error.ts';
import { checkTask } from '../../../../functions/tasks/check-task.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { deleteTask } from '../../../../functions/tasks/delete-task.ts';
import { failTask } from '../../../../functions/tasks/fail-task.ts';
import { finishTask } from '../../../../functions/tasks/finish-task.ts';
import { startTask } from '../../../../functions/tasks/start-task.ts';
import type { Failure, Task } from '../../../../functions/tasks/task.ts';
import { crashAt } from '../../../fakes/crashing.ts';
import { createService } from '../../../fakes/service.ts';

const request = { image_url: 'https://example.com/cat.jpg', prompt: 'slow push in' };
const kind = 'image-to-video' as const;

type Options = Parameters<typeof createService>[0];

async function acceptedTask(options: Options = {}) {
  const service = await createService(options);
  const [task] = await createTask(service.context, { owner: 'ada', kind, body: request });
  return { ...service, id: task?.id ?? '' };
}

async function startedTask(options: Options = {}) {
  const service = await acceptedTask(options);
  await startTask(service.context, startOf(service.id));
  return service;
}

/** The workflow's first state is entered, by an execution that knows nothing of when to check. */
const startOf = (taskId: string, ...inputs: unknown[]) => ({
  taskId,
  token: 'start',
  firstCheckSeconds: 0,
  input: inputs.length > 0 ? inputs[0] : {},
});

/** The workflow's state is entered again: a check is due. */
const lookAt = (taskId: string) => ({ taskId, token: 'token', isFirst: false });

const millisecondsLeft = () => 300_000;
const endOf = (taskId: string) => ({ taskId, millisecondsLeft });
const failureOf = (taskId: string, failure: Failure) => ({ taskId, failure, millisecondsLeft });

describe('the way of a task that goes well', () => {
  it('is sent, pending, processing with its progress, completed, announced and paid for', async () => {
    const { context, id, answer, pass, accounts, stored, events, delivered } = await startedTask();
    const status = async () => (await context.tasks.get(id))?.status;
    expect(await status()).toBe('sent');

    await checkTask(context, lookAt(id));
    expect(await status()).toBe('pending');
    pass(5);
    answer({ state: 'running', phase: 'processing', progress: 41.7 });
    expect(await checkTask(context, lookAt(id))).toMatchObject({ outcome: 'running' });
    expect(await context.tasks.get(id)).toMatchObject({ status: 'processing', progress: 41 });

    answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    expect(await checkTask(context, lookAt(id))).toMatchObject({ outcome: 'completed' });
    expect(await status()).toBe('processing');
    expect(await finishTask(context, endOf(id))).toEqual({ taskId: id, status: 'completed' });
    expect(stored).toEqual([id]);
    expect(await accounts.get('ada')).toMatchObject({ balance: 970 });
    expect(accounts.held('ada')).toEqual({});
    expect(events).toMatchObject([
      {
        type: 'task.completed',
        subject: id,
        data: {
          _id: id,
          current_status: 'completed',
          result_url: `https://media.test/results/${id}/file.mp4`,
          failed_message: '',
          version: 7,
        },
      },
    ]);
    expect(delivered).toEqual([id]);
    expect(await context.tasks.get(id)).toMatchObject({
      version: 7,
      announcedAt: expect.any(String),
    });
  });

  it('writes nothing while nothing is new', async () => {
    const { context, id } = await startedTask();
    await checkTask(context, lookAt(id));
    const before = await context.tasks.get(id);
    await checkTask(context, lookAt(id));
    expect(await context.tasks.get(id)).toEqual(before);
  });

  it('never lets the progress fall', async () => {
    const { context, id, answer } = await startedTask();
    answer({ state: 'running', phase: 'processing', progress: 60 });
    await checkTask(context, lookAt(id));
    answer({ state: 'running', phase: 'processing', progress: 20 });
    await checkTask(context, lookAt(id));
    expect((await context.tasks.get(id))?.progress).toBe(60);
  });
});

describe('starting a task', () => {
  it('makes the record of an execution that a person started in the console', async () => {
    const { context, accounts, started } = await createService();
    const outcome = await startTask(context, startOf('my-first', { kind, request }));
    expect(outcome).toMatchObject({ taskId: 'my-first', outcome: 'running' });
    expect(started).toEqual(['my-first']);
    expect(await context.tasks.get('my-first')).toMatchObject({ owner: 'ada', status: 'sent' });
    expect(accounts.held('ada')).toEqual({
      'my-first': { amount: 30, currency: 'coins', claim: expect.any(String) },
    });
  });

  it.each([
    [undefined, 'the input must be an object such as'],
    [{ kind }, 'request is required'],
    [{ kind, request: 'a cat' }, 'request must be an object'],
    [{ kind: 'poetry', request }, 'kind must be one of: image-to-video'],
    [{ kind, request: {} }, 'image_url is required'],
    [{ kind, request: { ...request, video_time: 6 } }, 'video_time must be one of'],
    [{ kind, request: { ...request, number_of_images: 2 } }, 'number_of_images must be 1'],
  ])('refuses the console input %j in words', async (input, words) => {
    const { context, started } = await createService();
    await expect(startTask(context, startOf('x', input))).rejects.toMatchObject({
      name: 'InvalidTask',
      message: expect.stringContaining(words),
    });
    expect(started).toEqual([]);
    expect(await context.tasks.get('x')).toBeUndefined();
  });

  it('charges nobody for an account that does not exist', async () => {
    const { context } = await createService();
    const input = { kind, request, owner: 'nobody' };
    await expect(startTask(context, startOf('x', input))).rejects.toMatchObject({
      name: 'AccountNotFoundError',
    });
    expect(await context.tasks.get('x')).toBeUndefined();
  });

  it('fails the task in the provider’s words when the provider refuses it', async () => {
    const start = async () => {
      throw new ProviderError('moderated', 'The picture was refused.', { retryable: false });
    };
    const { context, id } = await acceptedTask({ provider: { start } });
    expect(await startTask(context, startOf(id))).toMatchObject({
      outcome: 'failed',
      failure: { code: 'moderated', message: 'The picture was refused.' },
    });
  });

  it('can be tried again when the provider was busy, with a provider of any sort', async () => {
    let busy = true;
    const start = async () => {
      if (busy) throw new ProviderError('busy', 'Too many requests.', { retryable: true });
      return 'work';
    };
    const provider = { start, startsOncePerTask: false };
    const { context, id } = await acceptedTask({ provider });
    const step = () => startTask(context, startOf(id));
    expect(await step()).toMatchObject({ outcome: 'waiting', waitSeconds: 2 });
    busy = false;
    expect(await step()).toMatchObject({ outcome: 'running' });
  });

  it('asks at most once when the answer may be lost, and says so', async () => {
    for (const moment of ['before', 'after'] as const) {
      for (let call = 1; call <= 6; call += 1) {
        const { context, id, started, provider } = await acceptedTask({
          provider: { startsOncePerTask: false },
        });
        const { wrap } = crashAt(call, moment);
        const dyingProvider = { ...provider, ...wrap({ start: provider.start }) };
        const providersFor = async () => [{ name: provider.name, provider: dyingProvider }];
        const dying = { ...context, tasks: wrap(context.tasks), providersFor };
        await startTask(dying, startOf(id)).catch(() => {});
        const outcome = await startTask(context, startOf(id));
        expect(started.length, `${moment} call ${call}`).toBeLessThanOrEqual(1);
        if (started.length === 1 && outcome.outcome !== 'running') {
          expect(outcome.failure?.code).toBe('start_outcome_unknown');
        }
      }
    }
  });

  it('asks again after a crash when the provider starts once per task', async () => {
    for (let call = 1; call <= 6; call += 1) {
      const { context, id, provider } = await acceptedTask();
      const { wrap } = crashAt(call, 'after');
      const dyingProvider = { ...provider, ...wrap({ start: provider.start }) };
      const providersFor = async () => [{ name: provider.name, provider: dyingProvider }];
      const dying = { ...context, tasks: wrap(context.tasks), providersFor };
      await startTask(dying, startOf(id)).catch(() => {});
      const outcome = await startTask(context, startOf(id));
      expect(outcome, `call ${call}`).toMatchObject({ outcome: 'running' });
      expect(await context.tasks.get(id)).toMatchObject({ operation: { work: id } });
    }
  });
});

describe('a task that goes wrong', () => {
  it('fails with the provider’s words and gets its coins back, once', async () => {
    const { context, id, answer, accounts } = await startedTask();
    answer({ state: 'failed', code: 'image_not_a_picture', message: 'It is a text.' });
    const failure = { code: 'image_not_a_picture', message: 'It is a text.' };
    expect(await checkTask(context, lookAt(id))).toMatchObject({ outcome: 'failed', failure });
    await failTask(context, failureOf(id, failure));
    await failTask(context, failureOf(id, { code: 'other', message: 'A second opinion.' }));
    expect(await context.tasks.get(id)).toMatchObject({ status: 'failed', failure });
    expect(await accounts.get('ada')).toMatchObject({ balance: 1000 });
    expect(accounts.held('ada')).toEqual({});
    expect(accounts.entries.map(({ amount }) => amount)).toEqual([-30, 30]);
  });

  it('fails by a fault of ours in a fixed sentence, whose words are for the operator', async () => {
    const { context, id } = await startedTask();
    const message =
      'User: arn:aws:sts::123456789012:assumed-role/x is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/Tasks';
    const warned: unknown[] = [];
    const warn = (_: string, error: unknown) => void warned.push(error);
    const step = await failTask(
      { ...context, warn },
      failureOf(id, { code: 'internal_error', message }),
    );
    const task = await context.tasks.get(id);
    expect(task?.failure).toEqual({ code: 'internal_error', message: expect.stringContaining(id) });
    expect(JSON.stringify([task, step])).not.toMatch(/arn:|123456789012/);
    expect(warned).toMatchObject([{ message }]);
  });

  it('is given up at the deadline, and the provider is told', async () => {
    const { context, id, pass, canceled } = await startedTask();
    pass(7199);
    expect(await checkTask(context, lookAt(id))).toMatchObject({ outcome: 'running' });
    pass(1);
    expect(await checkTask(context, lookAt(id))).toMatchObject({
      outcome: 'failed',
      failure: { code: 'deadline_exceeded', message: expect.stringContaining('120 minutes') },
    });
    expect(canceled).toEqual([{ work: id }]);
  });

  it('outlives a provider that can’t be asked, until the deadline', async () => {
    const check = async () => {
      throw new ProviderError('outage', 'Bad gateway', { retryable: true });
    };
    const { context, id, pass } = await startedTask({ provider: { check } });
    expect(await checkTask(context, lookAt(id))).toMatchObject({ outcome: 'running' });
    pass(7200);
    expect(await checkTask(context, lookAt(id))).toMatchObject({
      failure: { code: 'provider_unreachable' },
    });
  });

  it('stays completed when a failure comes too late', async () => {
    const { context, id, answer, accounts } = await startedTask();
    answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    await checkTask(context, lookAt(id));
    await finishTask(context, endOf(id));
    const late = { code: 'late', message: 'Too late.' };
    await expect(failTask(context, failureOf(id, late))).rejects.toMatchObject({
      name: 'TaskCompleted',
    });
    expect((await accounts.get('ada'))?.balance).toBe(970);
  });
});

describe('a step that dies and is run again', () => {
  it.each(['before', 'after'] as const)(
    'settles the coins and announces once, died %s any call',
    async (moment) => {
      let copies = 0;
      const copy = async (id: string) => {
        const name = `${id}/copy-${++copies}`;
        const media = { bytes: copies, sha256: name, posterKey: `previews/${name}.jpg` };
        return { key: `results/${name}.mp4`, media, lacksHighlights: true };
      };
      for (let call = 1; call <= 12; call += 1) {
        const service = await startedTask();
        const { id, answer, accounts, events, highlighted } = service;
        const context = { ...service.context, results: { copy } };
        answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
        await checkTask(context, lookAt(id));
        const { wrap } = crashAt(call, moment);
        const dying = {
          ...context,
          tasks: wrap(context.tasks),
          coins: wrap(context.coins),
          results: wrap(context.results),
          announcements: wrap(context.announcements),
        };
        await finishTask(dying, endOf(id)).catch(() => {});
        const late = failTask(context, failureOf(id, { code: 'late', message: 'Too late.' }));
        if (events.length > 0) await expect(late).rejects.toMatchObject({ name: 'TaskCompleted' });
        else await late;
        if ((await context.tasks.get(id))?.failure) continue;
        expect(await finishTask(context, endOf(id))).toMatchObject({ status: 'completed' });
        const message = `call ${call}`;
        expect(await accounts.get('ada'), message).toMatchObject({ balance: 970 });
        expect(accounts.held('ada')).toEqual({});
        const { resultKey, media } = (await context.tasks.get(id)) ?? {};
        const poster_url = `https://media.test/${media?.posterKey}`;
        expect(media?.posterKey).toBe(`previews${resultKey?.slice(7, -4)}.jpg`);
        expect(highlighted, message).toContain(resultKey);
        expect(events, message).toMatchObject([
          {
            type: 'task.completed',
            data: { result_url: `https://media.test/${resultKey}`, media: { poster_url } },
          },
        ]);
      }
    },
  );

  it.each(['before', 'after'] as const)('refunds once, died %s any call', async (moment) => {
    const failure = { code: 'broken', message: 'It broke.' };
    for (let call = 1; call <= 6; call += 1) {
      const { context, id, accounts } = await startedTask();
      const { wrap } = crashAt(call, moment);
      const dying = { ...context, tasks: wrap(context.tasks), coins: wrap(context.coins) };
      await failTask(dying, failureOf(id, failure)).catch(() => {});
      await failTask(context, failureOf(id, failure));
      expect(await accounts.get('ada'), `call ${call}`).toMatchObject({ balance: 1000 });
      expect(accounts.held('ada')).toEqual({});
      expect(accounts.entries).toHaveLength(2);
    }
  });
});

describe('deleting a task', () => {
  const reference = (id: string) => ({ owner: 'ada', kind, id });

  it('cancels and refunds one that nobody works on yet', async () => {
    const { context, id, accounts, stopped, started } = await acceptedTask();
    await deleteTask(context, reference(id));
    expect((await accounts.get('ada'))?.balance).toBe(1000);
    expect(stopped).toEqual([id]);
    expect(await startTask(context, startOf(id))).toMatchObject({
      outcome: 'deleted',
    });
    expect(started).toEqual([]);
    await expect(deleteTask(context, reference(id))).rejects.toThrow('There is no task');
  });

  it('is refused while a provider works on it', async () => {
    const { context, id, accounts } = await startedTask();
    await expect(deleteTask(context, reference(id))).rejects.toMatchObject({
      name: 'TaskProcessingError',
    });
    expect(accounts.held('ada')).toEqual({ [id]: { amount: 30, currency: 'coins' } });
  });

  it('removes the file of a completed one, before anything says that it is gone', async () => {
    const { context, id, answer, removed } = await startedTask();
    answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    await checkTask(context, lookAt(id));
    await finishTask(context, endOf(id));
    const files = { remove: () => Promise.reject(new Error('S3 is out of order')) };
    await expect(deleteTask({ ...context, files }, reference(id))).rejects.toThrow('S3');
    expect(await context.tasks.listIds('ada', kind)).toEqual([id]);
    await deleteTask(context, reference(id));
    expect(removed).toEqual([`results/${id}/file.mp4`, `previews/${id}/file.jpg`]);
    expect(await context.tasks.listIds('ada', kind)).toEqual([]);
  });

  it('removes the file of one that was completed meanwhile', async () => {
    const { context, id, answer, removed } = await startedTask();
    answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    await checkTask(context, lookAt(id));
    await finishTask(context, endOf(id));
    const completed = await context.tasks.get(id);
    const { resultKey: _, ...before } = completed as Task;
    let reads = 0;
    const get = async () => {
      reads += 1;
      return reads === 1 ? ({ ...before, status: 'failed' } as Task) : completed;
    };
    await deleteTask({ ...context, tasks: { ...context.tasks, get } }, reference(id));
    expect(removed).toEqual([`results/${id}/file.mp4`, `previews/${id}/file.jpg`]);
    expect((await context.tasks.get(id))?.deletedAt).toBeDefined();
  });

  it('leaves the file of one that is being finished', async () => {
    const { context, id, answer, removed } = await startedTask();
    answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    await checkTask(context, lookAt(id));
    const tasks = {
      ...context.tasks,
      get: async () => ({ ...(await context.tasks.get(id)), resultKey: 'results/x' }) as Task,
    };
    await expect(deleteTask({ ...context, tasks }, reference(id))).rejects.toThrow();
    expect(removed).toEqual([]);
  });

  it('removes a failed one from the lists without another refund', async () => {
    const { context, id, accounts } = await startedTask();
    await failTask(context, failureOf(id, { code: 'broken', message: 'It broke.' }));
    await deleteTask(context, reference(id));
    expect(await context.tasks.listIds('ada', kind)).toEqual([]);
    expect((await accounts.get('ada'))?.balance).toBe(1000);
  });

  it('is for the owner only', async () => {
    const { context, id } = await acceptedTask();
    await expect(deleteTask(context, { ...reference(id), owner: 'eve' })).rejects.toThrow(
      'There is no task',
    );
    expect(await context.tasks.listIds('ada', kind)).toEqual([id]);
  });
});
