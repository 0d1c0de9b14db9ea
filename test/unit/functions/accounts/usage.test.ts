import { expect, it } from 'vitest';
import { getUsage } from '../../../../functions/accounts/get-usage.ts';
import { sweepHolds } from '../../../../functions/sweep/sweep-holds.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { deleteTask } from '../../../../functions/tasks/delete-task.ts';
import { failTask } from '../../../../functions/tasks/fail-task.ts';
import { finishTask } from '../../../../functions/tasks/finish-task.ts';
import { createService } from '../../../fakes/service.ts';

const kind = 'image-to-video';
const DAY = 86_400;
const millisecondsLeft = () => 300_000;

async function used() {
  const service = await createService();
  const { context, owner, accounts } = service;
  const { coins } = context;
  return {
    ...service,
    async make() {
      const body = { image_url: 'https://example.com/cat.jpg' };
      const [task] = await createTask(context, { owner, kind, body });
      return task?.id ?? '';
    },
    async complete(id: string) {
      const task = await context.tasks.get(id);
      if (!task) throw new Error(`There is no task ${id}.`);
      const generatedAt = new Date(service.clock.now()).toISOString();
      const source = { key: 'renders/x.mp4' };
      await context.tasks.replace({ ...task, generatedAt, source, version: task.version + 1 });
      await finishTask(context, { taskId: id, millisecondsLeft });
    },
    fail: (taskId: string) =>
      failTask(context, { taskId, failure: { code: 'x', message: 'y' }, millisecondsLeft }),
    remove: (id: string) => deleteTask(context, { owner, kind, id }),
    speak: async () => {
      const price = (amount: number) => ({ amount, currency: 'coins' }) as const;
      await coins.reserve(owner, 'speech', price(9), 'speech');
      await coins.spendPart(owner, 'speech', price(9), price(4), 'speech');
    },
    sweep: () => sweepHolds({ ...context, accounts }, 3600),
    usage: (from = '2026-01-01', to = '2026-12-31') => getUsage({ accounts }, owner, { from, to }),
  };
}

it('counts what begins, how it ends and what is spent, each on its day and once, and keeps it when the day is over', async () => {
  const { make, complete, fail, remove, speak, pass, sweep, usage, accounts, owner } = await used();
  const [done, broken, deleted, late] = [await make(), await make(), await make(), await make()];
  for (const _ of ['once', 'and again']) {
    await complete(done).catch(() => {});
    await fail(broken);
  }
  await remove(deleted);
  await speak();
  pass(DAY);
  await complete(late);
  const rows = [
    { date: '2026-11-23', kind, tasks: 4, completed: 1, failed: 1, coins: 30, diamonds: 0 },
    {
      ...{ date: '2026-11-23', kind: 'speech' },
      ...{ tasks: 1, completed: 1, failed: 0, coins: 4, diamonds: 0 },
    },
    { date: '2026-11-24', kind, tasks: 0, completed: 1, failed: 0, coins: 30, diamonds: 0 },
  ];
  expect(await usage()).toEqual(rows);
  await make();
  const [first, speech, second] = rows;
  const now = [first, speech, { ...second, tasks: 1 }];
  expect((await accounts.get(owner))?.usage).toHaveLength(3);
  await sweep();
  expect((await accounts.get(owner))?.usage).toHaveLength(1);
  expect(await usage()).toEqual(now);
  expect(await usage('2026-11-24')).toEqual(now.slice(2));
  expect(await usage('2026-11-01', '2026-11-22')).toEqual([]);
});
