import { describe, expect, it } from 'vitest';
import { listAllTasks } from '../../../../functions/tasks/list-all-tasks.ts';
import type { Task } from '../../../../functions/tasks/task.ts';
import { createMemoryTaskStore } from '../../../fakes/memory-task-store.ts';

const clock = { now: () => Date.parse('2026-11-28T12:00:00.000Z') };

function someTask(number: number, more: Partial<Task> = {}): Task {
  const createdAt = new Date(Date.parse('2026-11-28T10:00:00.000Z') + number * 1000).toISOString();
  return {
    ...{ id: number.toString(16).padStart(24, '0'), owner: 'ada', kind: 'image-to-video' },
    ...{ name: `task ${number}`, request: { prompt: 'slow push in' }, variant: 0 },
    ...{ fingerprint: 'f', status: 'completed', coins: 30, provider: 'embedded', version: 1 },
    ...{ createdAt, updatedAt: createdAt, progress: 100, expiresAt: 4_000_000_000 },
    ...more,
  } as Task;
}

/** Counts what a page costs: positions of the index, and records. */
async function ledTo(...tasks: Task[]) {
  const store = createMemoryTaskStore();
  for (const task of tasks) await store.create(task);
  let read = 0;
  const counting = {
    listPage: store.listPage,
    getAll: (ids: readonly string[]) => {
      read += ids.length;
      return store.getAll(ids);
    },
  };
  const list = (call: Partial<Parameters<typeof listAllTasks>[1]>) =>
    listAllTasks({ tasks: counting, clock }, { owner: 'ada', metadata: {}, limit: 20, ...call });
  return { list, read: () => read };
}

const names = ({ tasks }: { tasks: readonly Task[] }) => tasks.map(({ name }) => name);

describe('the list of tasks of every kind', () => {
  it('has the newest first, page by page, each once', async () => {
    const { list } = await ledTo(...[1, 2, 3, 4, 5].map((number) => someTask(number)));
    const first = await list({ limit: 2 });
    expect(names(first)).toEqual(['task 5', 'task 4']);
    const second = await list({ limit: 2, after: first.next });
    expect(names(second)).toEqual(['task 3', 'task 2']);
    const third = await list({ limit: 2, after: second.next });
    expect(names(third)).toEqual(['task 1']);
    expect(third.next).toBeUndefined();
  });

  it('has no other owner’s tasks, and none that are deleted or expired', async () => {
    const { list } = await ledTo(
      someTask(1, { owner: 'bob' }),
      someTask(2, { deletedAt: '2026-11-28T11:00:00.000Z' }),
      someTask(3, { expiresAt: 1 }),
      someTask(4),
    );
    expect(names(await list({}))).toEqual(['task 4']);
  });

  it('is narrowed by kind, label, time, state, provider, words and metadata', async () => {
    const { list } = await ledTo(
      someTask(1, { externalId: 'order-7', metadata: { team: 'a' } }),
      someTask(2, { kind: 'talking-photo', status: 'failed', provider: 'fal' }),
      someTask(3, { request: { prompt: 'A Rocket at dawn' } }),
    );
    expect(names(await list({ kind: 'talking-photo' }))).toEqual(['task 2']);
    expect(names(await list({ externalId: 'order-7' }))).toEqual(['task 1']);
    expect(names(await list({ externalId: 'order-7', kind: 'talking-photo' }))).toEqual([]);
    expect(names(await list({ from: '2026-11-28T10:00:02.000Z' }))).toEqual(['task 3', 'task 2']);
    expect(names(await list({ to: '2026-11-28T10:00:02.000Z' }))).toEqual(['task 1']);
    expect(names(await list({ status: 'failed' }))).toEqual(['task 2']);
    expect(names(await list({ provider: 'fal' }))).toEqual(['task 2']);
    expect(names(await list({ words: 'rocket' }))).toEqual(['task 3']);
    expect(names(await list({ metadata: { team: 'a' } }))).toEqual(['task 1']);
    expect(names(await list({ metadata: { constructor: 'a' } }))).toEqual([]);
  });

  it('costs the same among many as among few', async () => {
    const few = await ledTo(...Array.from({ length: 30 }, (_, number) => someTask(number)));
    const many = await ledTo(...Array.from({ length: 3000 }, (_, number) => someTask(number)));
    await Promise.all([few.list({}), many.list({})]);
    expect([few.read(), many.read()]).toEqual([20, 20]);
  });

  it('reads 200 records at most for a filter without an index, and goes on from there', async () => {
    const tasks = Array.from({ length: 500 }, (_, number) => someTask(number));
    const { list, read } = await ledTo(someTask(501, { provider: 'fal' }), ...tasks);
    const first = await list({ provider: 'fal' });
    expect(names(first)).toEqual(['task 501']);
    expect(read()).toBe(200);
    expect((await list({ provider: 'fal', after: first.next })).tasks).toEqual([]);
  });
});
