import { describe, expect, it } from 'vitest';
import { checkTask } from '../../../../functions/tasks/check-task.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { startTask } from '../../../../functions/tasks/start-task.ts';
import { createTaskNews } from '../../../../functions/tasks/task-news.ts';
import { createEventWishes } from '../../../../functions/webhooks/event-wishes.ts';
import { createService } from '../../../fakes/service.ts';
import { createWebhookWorld, endpointOf } from '../../../fakes/webhook-world.ts';

const owner = 'ada';

/** A task that was accepted, of an owner with one endpoint for these types. */
async function accepted(events: readonly string[]) {
  const service = await createService();
  const { store, dependencies, started } = createWebhookWorld();
  await store.addEndpoint(endpointOf(owner, { events }));
  let reads = 0;
  const counted = {
    ...store,
    endpoints: (one: string) => {
      reads += 1;
      return store.endpoints(one);
    },
  };
  const warnings: string[] = [];
  const { clock } = service;
  const news = createTaskNews({
    store,
    deliveries: dependencies.deliveries,
    isWanted: createEventWishes({ store: counted, clock }),
    mediaUrl: 'https://media.test',
    clock,
    warn: (message) => void warnings.push(message),
  });
  const context = { ...service.context, news };
  const body = { image_url: 'https://example.com/cat.jpg', external_id: 'order 7' };
  const [task] = await createTask(context, { owner, kind: 'image-to-video', body });
  const taskId = task?.id ?? '';
  const call = { taskId, token: 'token' };
  return {
    ...service,
    store,
    deliveries: started,
    warnings,
    reads: () => reads,
    start: () => startTask(context, { ...call, firstCheckSeconds: 0, input: {} }),
    async progress(percent: number, seconds: number) {
      service.pass(seconds);
      service.answer({ state: 'running', phase: 'processing', progress: percent });
      await checkTask(context, { ...call, isFirst: false });
    },
    async sent() {
      const range = { after: '0', before: '9', limit: 100 };
      return (await store.events(owner, range)).map(({ id, body: sent }) => ({
        id,
        ...(JSON.parse(sent) as { type: string; data: Record<string, unknown> }),
      }));
    },
  };
}

describe('what happens to a task before its end', () => {
  it('is sent to an endpoint that names it: the start once, progress at most every ten seconds', async () => {
    const world = await accepted(['task.started', 'task.progress']);
    await world.start();
    await world.start();
    await world.progress(10, 1);
    await world.progress(20, 1);
    await world.progress(30, 8);
    await world.progress(40, 1);
    await world.progress(40, 60);
    const sent = await world.sent();
    expect(sent.map(({ type, data }) => [type, data['process']])).toEqual([
      ['task.started', 0],
      ['task.progress', 10],
      ['task.progress', 40],
    ]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(3);
    const versions = sent.map(({ data }) => Number(data['version']));
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(sent[1]?.data).toMatchObject({ external_id: 'order 7', kind: 'image-to-video' });
    expect(world.deliveries.size).toBe(3);
  });

  it.each([[['task.*']], [['task.completed']]])(
    'is not even recorded for one that names %j; the endpoints are read once a minute',
    async (events) => {
      const world = await accepted(events);
      await world.start();
      for (let percent = 1; percent < 9; percent += 1) await world.progress(percent, 10);
      expect(await world.sent()).toEqual([]);
      expect(world.reads()).toBe(2);
    },
  );

  it('stops no task where it can not be made known', async () => {
    const world = await accepted(['task.started', 'task.progress']);
    world.store.addEvent = async () => {
      throw new Error('The table is gone.');
    };
    expect(await world.start()).toMatchObject({ outcome: 'running' });
    await world.progress(10, 1);
    expect((await world.context.tasks.get(world.started[0] ?? ''))?.progress).toBe(10);
    expect(world.warnings).toHaveLength(2);
  });
});
