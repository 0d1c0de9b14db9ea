import { expect, it } from 'vitest';
import { getUsage } from '../../../../functions/accounts/get-usage.ts';
import { keepUsage } from '../../../../functions/accounts/keep-usage.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { deleteTask } from '../../../../functions/tasks/delete-task.ts';
import { failTask } from '../../../../functions/tasks/fail-task.ts';
import { finishTask } from '../../../../functions/tasks/finish-task.ts';
import { crashAt } from '../../../fakes/crashing.ts';
import { createService } from '../../../fakes/service.ts';

const kind = 'image-to-video';
const DAY = 86_400;
const millisecondsLeft = () => 300_000;

async function used() {
  const service = await createService();
  const { context, owner, accounts, clock } = service;
  const sweep = (dying = accounts) => keepUsage({ accounts: dying, clock }, owner);
  return {
    ...service,
    sweep,
    async make() {
      const body = { image_url: 'https://example.com/cat.jpg' };
      const [task] = await createTask(context, { owner, kind, body });
      return task?.id ?? '';
    },
    async complete(id: string) {
      const task = await context.tasks.get(id);
      if (!task) throw new Error(`There is no task ${id}.`);
      const generatedAt = new Date(clock.now()).toISOString();
      const source = { key: 'renders/x.mp4' };
      await context.tasks.replace({ ...task, generatedAt, source, version: task.version + 1 });
      await finishTask(context, { taskId: id, millisecondsLeft });
    },
    fail: (taskId: string) =>
      failTask(context, { taskId, failure: { code: 'x', message: 'y' }, millisecondsLeft }),
    remove: (id: string) => deleteTask(context, { owner, kind, id }),
    usage: (from = '2026-01-01', to = '2026-12-31') =>
      getUsage({ accounts, clock }, owner, { from, to }),
    keptUntil: async () => (await accounts.get(owner))?.usageKeptUntil,
  };
}

const row = (date: string, sums: object) => ({
  ...{ date, kind, tasks: 0, completed: 0, failed: 0, coins: 0, diamonds: 0 },
  ...sums,
});

it('sums what was begun by day and kind, and keeps the sums of a day once all of it has ended', async () => {
  const world = await used();
  const { make, complete, fail, remove, pass, sweep, usage, keptUntil } = world;
  const [done, broken, deleted, late] = [await make(), await make(), await make(), await make()];
  await complete(done);
  await fail(broken);
  await remove(deleted);
  expect(await usage()).toEqual([
    row('2026-11-23', { tasks: 4, completed: 1, failed: 2, coins: 30 }),
  ]);
  pass(DAY);
  await complete(await make());
  await sweep();
  expect(await keptUntil()).toBe(undefined);
  await fail(late);
  const rows = [
    row('2026-11-23', { tasks: 4, completed: 1, failed: 3, coins: 30 }),
    row('2026-11-24', { tasks: 1, completed: 1, coins: 30 }),
  ];
  expect(await usage()).toEqual(rows);
  await sweep();
  await sweep();
  expect(await keptUntil()).toBe('2026-11-23');
  world.accounts.entries.splice(0, 4);
  expect(await usage()).toEqual(rows);
  expect(await usage('2026-11-24')).toEqual(rows.slice(1));
  expect(await usage('2026-11-01', '2026-11-23')).toEqual(rows.slice(0, 1));
  expect(await usage('2026-11-01', '2026-11-22')).toEqual([]);
});

it('keeps the days of an account that was long not seen to, wherever it dies', async () => {
  for (let call = 1; ; call += 1) {
    const { make, complete, pass, sweep, usage, accounts, keptUntil } = await used();
    for (let day = 0; day < 3; day += 1) {
      await complete(await make());
      pass(DAY * 2);
    }
    const before = await usage();
    expect(before.map(({ date }) => date)).toEqual(['2026-11-23', '2026-11-25', '2026-11-27']);
    const { wrap, happened } = crashAt(call, 'after');
    await sweep(wrap(accounts)).catch(() => {});
    expect(await usage()).toEqual(before);
    await sweep();
    expect(await usage()).toEqual(before);
    expect(await keptUntil()).toBe('2026-11-28');
    if (!happened()) break;
  }
});
