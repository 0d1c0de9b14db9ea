import { describe, expect, it } from 'vitest';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { ProviderError } from '../../../../functions/providers/provider-error.ts';
import { stopWork } from '../../../../functions/providers/stop-work.ts';
import { cancelTask } from '../../../../functions/tasks/cancel-task.ts';
import { checkTask } from '../../../../functions/tasks/check-task.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { failTask } from '../../../../functions/tasks/fail-task.ts';
import { finishTask } from '../../../../functions/tasks/finish-task.ts';
import { startTask } from '../../../../functions/tasks/start-task.ts';
import { crashAt } from '../../../fakes/crashing.ts';
import { createService } from '../../../fakes/service.ts';

const owner = 'ada';
const kind = 'image-to-video';
const millisecondsLeft = () => 300_000;

/** A service with one task that was accepted, whose provider stops where it is asked to. */
async function accepted(provider: Partial<Provider> = {}, canStop = true) {
  const stopping: Partial<Provider> = {
    async cancel(operation) {
      service.canceled.push(operation);
      service.answer({ state: 'failed', code: 'canceled', message: 'It was canceled.' });
    },
  };
  const service = await createService({
    limits: { inFlight: 1 },
    provider: { ...(canStop ? stopping : {}), ...provider },
  });
  if (!canStop) Reflect.deleteProperty(service.provider, 'cancel');
  const context = {
    ...service.context,
    stopWork: ({ operation }: { operation: unknown }) =>
      stopWork(service.provider, operation as Parameters<Provider['check']>[0]),
    pause: async (milliseconds: number) => service.pass(milliseconds / 1000),
  };
  const body = { image_url: 'https://example.com/cat.jpg' };
  const [task] = await createTask(context, { owner, kind, body });
  const id = task?.id ?? '';
  return {
    ...service,
    context,
    id,
    cancel: (changed: Partial<typeof context> = {}) =>
      cancelTask({ ...context, ...changed }, { owner, id }),
    start: () => startTask(context, { taskId: id, token: 't', firstCheckSeconds: 0, input: {} }),
    check: () => checkTask(context, { taskId: id, token: 't', isFirst: false }),
    async balance() {
      const account = await service.accounts.get(owner);
      return { balance: account?.balance, held: Object.keys(service.accounts.held(owner)).length };
    },
    record: async () => context.tasks.get(id),
    async slots() {
      const { load } = await context.throttle.usage(service.provider.name, { inFlight: 1 });
      return Object.keys(load.slots);
    },
  };
}

type World = Awaited<ReturnType<typeof accepted>>;

/** What the task's execution does, or the one that the sweep gives it: step by step, until nothing is left to do. */
async function goOn({ context, id, start, check, record, pass }: World) {
  for (let steps = 0; steps < 5; steps += 1) {
    const task = await record();
    if (!task || task.announcedAt !== undefined) return;
    const { outcome, failure } = task.operation === undefined ? await start() : await check();
    if (failure) await failTask(context, { taskId: id, failure, millisecondsLeft });
    if (outcome === 'completed') await finishTask(context, { taskId: id, millisecondsLeft });
    pass(60);
  }
}

const types = ({ events }: World) => events.map(({ type }) => type);
const back = { balance: 1000, held: 0 };
const spent = { balance: 970, held: 0 };

describe('cancelling a task', () => {
  it('ends one that waits for a slot at once, gives the coins back and tells who asked for it', async () => {
    const world = await accepted();
    const task = await world.cancel();
    expect(task).toMatchObject({ status: 'failed', failure: { code: 'cancelled' } });
    expect(await world.balance()).toEqual(back);
    expect(world.stopped).toEqual([world.id]);
    expect([...world.executions.keys()]).toEqual([world.id, `${world.id}-2`]);
    await goOn(world);
    expect(types(world)).toEqual(['task.failed', 'task.cancelled']);
    expect(world.started).toEqual([]);
  });

  it('stops the provider, frees its slot, and leaves an address given with the task the failure alone', async () => {
    const world = await accepted();
    await world.start();
    await world.check();
    expect(await world.slots()).toHaveLength(1);
    expect((await world.cancel()).failure?.code).toBe('cancelled');
    expect(world.canceled).toEqual([{ work: world.id }]);
    expect(await world.slots()).toHaveLength(0);
    expect(await world.balance()).toEqual(back);
    await goOn(world);
    const [failed, cancelled] = world.events;
    expect(failed?.data).toMatchObject({ current_status: 'failed', failed_code: 'cancelled' });
    expect(cancelled).not.toHaveProperty('webhook');
  });

  it.each([true, false])(
    'spends the price where the provider can stop: %s, and goes on',
    async (can) => {
      const unreachable = {
        async cancel() {
          throw new ProviderError('provider_unreachable', 'no', { retryable: true });
        },
      };
      const world = await accepted(can ? unreachable : {}, can);
      await world.start();
      expect((await world.cancel()).failure?.code).toBe('cancelled');
      expect(await world.balance()).toEqual(spent);
      await goOn(world);
      expect(await world.balance()).toEqual(spent);
      expect(types(world)).toEqual(['task.failed', 'task.cancelled']);
    },
  );

  it('waits for the answer to a start that is under way, and has it stopped by who sent it', async () => {
    let cancelling: Promise<{ readonly failure?: unknown }> | undefined;
    let arrive: (() => void) | undefined;
    const world: World = await accepted({
      start: ({ taskId }) =>
        new Promise((resolve) => {
          arrive = () => resolve({ work: taskId });
          cancelling = world.cancel({ pause: async () => arrive?.() });
        }),
    });
    const outcome = await world.start();
    expect(outcome).toMatchObject({ outcome: 'failed', failure: { code: 'cancelled' } });
    expect(await cancelling).toMatchObject({ failure: { code: 'cancelled' } });
    expect(world.canceled).toEqual([{ work: world.id }]);
    await goOn(world);
    expect(await world.balance()).toEqual(back);
  });

  it('leaves what the provider has made to be completed', async () => {
    const world = await accepted();
    await world.start();
    world.answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    await expect(world.cancel()).rejects.toThrow('nothing to cancel');
    await goOn(world);
    expect(await world.record()).toMatchObject({ status: 'completed' });
    expect(await world.balance()).toEqual(spent);
    await expect(world.cancel()).rejects.toThrow('The task is completed');
    expect(types(world)).toEqual(['task.completed']);
  });

  it('changes nothing for what the provider was found to be done with, has failed, or is another owner’s', async () => {
    const done = await accepted();
    await done.start();
    done.answer({ state: 'completed', result: { key: 'renders/x.mp4' } });
    await done.check();
    await expect(done.cancel()).rejects.toThrow('Its provider is done');
    const failed = await accepted();
    const failure = { code: 'x', message: 'y' };
    await failTask(failed.context, { taskId: failed.id, failure, millisecondsLeft });
    await expect(failed.cancel()).rejects.toThrow('The task is failed');
    const strange = cancelTask(failed.context, { owner: 'grace', id: failed.id });
    await expect(strange).rejects.toThrow('no task');
  });

  it('answers the same again, and again', async () => {
    const world = await accepted();
    await world.start();
    const [one, two] = await Promise.all([world.cancel(), world.cancel()]);
    const three = await world.cancel();
    for (const task of [one, two, three]) expect(task.failure?.code).toBe('cancelled');
    expect(world.canceled).toHaveLength(1);
    expect(await world.balance()).toEqual(back);
  });

  it('is withdrawn by no failure that comes first', async () => {
    const world = await accepted();
    await world.start();
    const failure = { code: 'canceled', message: 'It was canceled.' };
    await world.cancel({
      async stopWork() {
        await failTask(world.context, { taskId: world.id, failure, millisecondsLeft });
        return 'stopped';
      },
    });
    expect((await world.record())?.failure?.code).toBe('cancelled');
    expect(await world.balance()).toEqual(back);
  });
});

const states = ['initialized', 'asked to start', 'sent', 'processing'] as const;

/** Brings the task to a state; a start that was asked for has lost its answer with its process. */
async function bringTo(world: World, state: (typeof states)[number]) {
  if (state === 'initialized') return;
  if (state === 'asked to start') {
    const { id } = world;
    const task = await world.record();
    const startRequestedAt = new Date(world.clock.now()).toISOString();
    if (task) await world.context.tasks.replace({ ...task, startRequestedAt, version: 2 });
    if (!task) throw new Error(`There is no task ${id}.`);
    return;
  }
  await world.start();
  if (state === 'processing') {
    world.answer({ state: 'running', phase: 'processing', progress: 10 });
    await world.check();
  }
}

const crashes = states.flatMap((state) =>
  [true, false].flatMap((canStop) =>
    (['before', 'after'] as const).flatMap((moment) =>
      (['the caller', 'the workflow'] as const).map(
        (next) => [state, canStop, moment, next] as const,
      ),
    ),
  ),
);

describe('a process that dies while it cancels', () => {
  it.each(crashes)(
    'a task that is %s, where the provider can stop: %s, %s any call, and %s goes on: one outcome, and the coins are right',
    async (state, canStop, moment, next) => {
      for (let call = 1; ; call += 1) {
        const world = await accepted({}, canStop);
        await bringTo(world, state);
        const { wrap, happened } = crashAt(call, moment);
        const { tasks, coins, throttle, workflow, stopWork: stop } = world.context;
        const dying = {
          tasks: wrap(tasks),
          coins: wrap(coins),
          throttle: wrap(throttle),
          workflow: wrap(workflow),
          stopWork: wrap({ stop }).stop,
        };
        await world.cancel(dying).catch(() => {});
        if (next === 'the workflow') {
          world.pass(60);
          await goOn(world);
        }
        world.pass(60);
        await world.cancel().catch(() => {});
        await goOn(world);
        await goOn(world);
        expect((await world.record())?.failure?.code).toBe('cancelled');
        expect(types(world)).toEqual(['task.failed', 'task.cancelled']);
        expect(await world.balance()).toEqual(world.started.length > 0 && !canStop ? spent : back);
        expect(await world.slots()).toHaveLength(0);
        if (!happened()) break;
      }
    },
  );
});
