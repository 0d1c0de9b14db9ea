import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAccount } from '../../../../functions/accounts/account.ts';
import { transferCoins } from '../../../../functions/accounts/transfer-coins.ts';
import { applyChange } from '../../../../functions/tasks/task.ts';
import { Crash, crashAt } from '../../../fakes/crashing.ts';
import { createSweepWorld } from '../../../fakes/sweep-world.ts';

const HOUR = 3600;
const done = { state: 'completed', result: { key: 'renders/x.mp4' } } as const;
const broken = { state: 'failed', code: 'moderated', message: 'No.' } as const;
const thirty = { amount: 30, currency: 'coins' };
const nothing = { restarted: 0, failed: 0, announced: 0, settled: 0, refunded: 0, deliveries: 0 };

type World = Awaited<ReturnType<typeof createSweepWorld>>;

async function acceptedTask() {
  const world = await createSweepWorld();
  world.answer(done);
  const task = await world.accept();
  return { ...world, id: task?.id ?? '' };
}

/** Puts the record into a state that a crash could have left. */
async function leave({ context }: World, id: string, change: Parameters<typeof applyChange>[1]) {
  const task = await context.tasks.get(id);
  if (task) await context.tasks.replace(applyChange(task, change, Date.parse(task.createdAt)));
}

describe('the sweep', () => {
  it('does nothing where everything is in order, and nothing again', async () => {
    const world = await acceptedTask();
    expect(await world.sweep()).toEqual(nothing);
    world.pass(2 * HOUR);
    expect(await world.sweep()).toEqual(nothing);
    await world.runExecutions();
    world.pass(2 * HOUR);
    expect(await world.sweep()).toEqual(nothing);
    expect(world.events).toHaveLength(1);
  });

  it('starts a task whose execution was never started, under the name it should have had', async () => {
    const world = await acceptedTask();
    world.executions.clear();
    expect(await world.sweep()).toEqual(nothing);
    world.pass(HOUR);
    expect(await world.sweep()).toEqual({ ...nothing, restarted: 1 });
    expect([...world.executions.keys()]).toEqual([world.id]);
    await world.runExecutions();
    expect(await world.context.tasks.get(world.id)).toMatchObject({ status: 'completed' });
  });

  it('continues a task whose execution died, under a new name that carries the id', async () => {
    const world = await acceptedTask();
    await world.runExecutions(crashAt(1, 'before').wrap);
    world.pass(HOUR);
    expect(await world.sweep()).toEqual({ ...nothing, restarted: 1 });
    expect(world.executions.get(`${world.id}-2`)?.input).toMatchObject({ taskId: world.id });
    await world.runExecutions();
    expect(await world.context.tasks.get(world.id)).toMatchObject({ status: 'completed', runs: 2 });
    expect(world.started).toEqual([world.id]);
  });

  it('announces what was finished and never told, without a trace in the record that is shown', async () => {
    const world = await acceptedTask();
    await world.runExecutions();
    await leave(world, world.id, { announcedAt: undefined });
    world.events.length = 0;
    world.pass(HOUR);
    expect(await world.sweep()).toEqual({ ...nothing, announced: 1 });
    const before = await world.context.tasks.get(world.id);
    await world.runExecutions();
    expect(world.events).toMatchObject([{ type: 'task.completed', subject: world.id }]);
    const after = await world.context.tasks.get(world.id);
    expect(after?.updatedAt).toBe(before?.updatedAt);
  });

  it('announces also what its owner deleted after the end: the callback was promised', async () => {
    const world = await acceptedTask();
    await world.runExecutions();
    await leave(world, world.id, { announcedAt: undefined });
    await world.remove(world.id);
    world.events.length = 0;
    world.pass(HOUR);
    expect(await world.sweep()).toEqual({ ...nothing, announced: 1 });
    await world.runExecutions();
    expect(world.events).toMatchObject([{ type: 'task.completed', subject: world.id }]);
  });

  it('gives a task up whose executions die again and again, with refund and event', async () => {
    const world = await acceptedTask();
    for (let run = 1; run <= 5; run += 1) {
      await world.runExecutions(crashAt(1, 'before').wrap);
      world.pass(HOUR);
      expect(await world.sweep()).toMatchObject(run < 5 ? { restarted: 1 } : { failed: 1 });
    }
    await world.runExecutions();
    expect(await world.context.tasks.get(world.id)).toMatchObject({
      status: 'failed',
      failure: { code: 'internal_error', message: expect.stringContaining('5 times') },
    });
    expect(world.events).toMatchObject([{ type: 'task.failed' }]);
    expect(await world.accounts.get('ada')).toMatchObject({ balance: 1000 });
    expect(world.accounts.held('ada')).toEqual({});
  });

  it('respects that a person stopped the execution', async () => {
    const world = await acceptedTask();
    for (const execution of world.executions.values()) execution.state = 'stopped';
    world.pass(HOUR);
    expect(await world.sweep()).toMatchObject({ failed: 1 });
    await world.runExecutions();
    expect(world.events).toMatchObject([{ data: { failed_code: 'canceled' } }]);
    expect(await world.accounts.get('ada')).toMatchObject({ balance: 1000 });
    expect(world.accounts.held('ada')).toEqual({});
    expect(world.started).toEqual([]);
  });

  it('leaves a task alone that changes while it is looked at', async () => {
    const world = await acceptedTask();
    world.executions.clear();
    world.pass(HOUR);
    const rival = <Port extends object>(port: Port): Port =>
      'replace' in port ? { ...port, replace: async () => false } : port;
    expect(await world.sweep(rival)).toEqual(nothing);
    expect(world.executions.size).toBe(0);
  });

  it('spends and returns what is still held for tasks that have ended', async () => {
    const world = await createSweepWorld();
    const [completed, failed, deleted, running] = await Promise.all(
      Array.from({ length: 4 }, async () => (await world.accept())?.id ?? ''),
    );
    await leave(world, completed ?? '', { status: 'completed', resultKey: 'results/x' });
    await leave(world, failed ?? '', {
      status: 'failed',
      failure: { code: 'moderated', message: 'No.' },
    });
    await leave(world, deleted ?? '', { deletedAt: '2026-11-23T09:00:00.000Z' });
    world.pass(HOUR + 1);
    expect(await world.sweep()).toMatchObject({ settled: 1, refunded: 2 });
    const account = await world.accounts.get('ada');
    expect(account).toMatchObject({ balance: 940 });
    expect(world.accounts.held('ada')).toEqual({ [running ?? '']: thirty });
  });

  it('returns coins that were taken for a request that was never recorded, an hour later', async () => {
    const world = await createSweepWorld();
    // Dies between the account's change and the line in the history.
    expect(await world.accept(crashAt(2, 'after').wrap, 'my-key')).toBeUndefined();
    expect((await world.accounts.get('ada'))?.balance).toBe(970);
    world.pass(HOUR + 1);
    expect(await world.sweep()).toEqual(nothing);
    world.pass(HOUR + 1);
    expect(await world.sweep()).toEqual({ ...nothing, refunded: 1 });
    expect(await world.accounts.get('ada')).toMatchObject({ balance: 1000 });
    expect(world.accounts.held('ada')).toEqual({});
    expect(world.accounts.entries.map(({ reason }) => reason)).toEqual(['charge', 'refund']);
    await expect(world.accept(undefined, 'my-key')).rejects.toMatchObject({
      name: 'RequestAbandonedError',
    });
    expect((await world.accounts.get('ada'))?.balance).toBe(1000);
  });

  it('lets a repeat of the request with the same key be faster', async () => {
    const world = await createSweepWorld();
    await world.accept(crashAt(3, 'after').wrap, 'my-key');
    world.pass(3 * HOUR);
    const task = await world.accept(undefined, 'my-key');
    expect(await world.sweep()).toEqual(nothing);
    expect(world.accounts.held('ada')).toMatchObject({ [task?.id ?? '']: thirty });
  });

  it('finishes a transfer of which only one side was posted', async () => {
    const world = await createSweepWorld();
    const { accounts, clock } = world;
    await accounts.create(
      newAccount({ owner: 'ada.bob', createdAt: '', parent: 'ada', username: 'bob' }),
    );
    const call = { owner: 'ada', username: 'bob', coins: 100, direction: 'to_user' as const };
    const claimKey = async () => true;
    const dying = { accounts: crashAt(5, 'after').wrap(accounts), clock, claimKey };
    await expect(transferCoins(dying, call)).rejects.toThrow(Crash);
    const balances = async () =>
      Promise.all(['ada', 'ada.bob'].map(async (owner) => (await accounts.get(owner))?.balance));
    expect(await balances()).toEqual([900, 0]);
    world.pass(HOUR + 1);
    await world.sweep();
    expect(await balances()).toEqual([900, 100]);
    expect(accounts.entries.map(({ owner, amount }) => [owner, amount])).toEqual([
      ['ada.bob', 100],
      ['ada', -100],
    ]);
  });

  it('goes on with the others where one can’t be seen to', async () => {
    const world = await createSweepWorld();
    const first = await world.accept();
    world.pass(1);
    await world.accept();
    world.executions.clear();
    world.pass(HOUR);
    const failing = <Port extends object>(port: Port): Port => {
      if (!('state' in port)) return port;
      return {
        ...port,
        state: async (name: string) => {
          if (name === first?.id) throw new Error('Step Functions is out of order.');
          return 'missing';
        },
      };
    };
    expect(await world.sweep(failing)).toMatchObject({ restarted: 1 });
    expect(await world.sweep()).toMatchObject({ restarted: 1 });
  });
});

const ways = {
  completed: { answer: done, deletes: false },
  failed: { answer: broken, deletes: false },
  deleted: { answer: done, deletes: true },
};

/** One request and everything after it, with crashes; then hours with nothing but the sweep and what it starts. */
async function liveThrough(
  way: keyof typeof ways,
  paid: boolean,
  crashes: readonly { call: number; moment: 'before' | 'after' }[],
) {
  const world = await createSweepWorld({ provider: { startsOncePerTask: !paid } });
  world.answer(ways[way].answer);
  const [first = { call: 0, moment: 'before' }, ...later] = crashes;
  const { wrap } = crashAt(first.call, first.moment);
  const accepted = await world.accept(wrap);
  if (accepted && ways[way].deletes) await world.remove(accepted.id, wrap);
  await world.runExecutions(wrap);
  for (const { call, moment } of later) {
    const crash = crashAt(call, moment);
    world.pass(2 * HOUR);
    await world.sweep(crash.wrap);
    await world.runExecutions(crash.wrap);
  }
  for (let hours = 0; hours < 12; hours += 2) {
    world.pass(2 * HOUR);
    await world.sweep();
    await world.runExecutions();
  }
  return { world, accepted };
}

/** What must be true of every task and every coin when nothing is under way. */
async function expectNothingLost({ world, accepted }: Awaited<ReturnType<typeof liveThrough>>) {
  const { accounts, context, events, started } = world;
  expect(await context.tasks.listOpenIds('9', 100)).toEqual([]);
  const account = await accounts.get('ada');
  expect(accounts.held('ada')).toEqual({});
  const entries = accounts.entries.map(({ amount }) => amount);
  expect(1000 + entries.reduce((sum, coins) => sum + coins, 0)).toBe(account?.balance);
  const task = accepted && (await context.tasks.get(accepted.id));
  if (accepted)
    expect(task?.status === 'initialized' ? task.deletedAt : task?.finishedAt).toBeTruthy();
  const ended = new Set(events.map(({ subject, type }) => `${subject} ${type}`));
  expect(1000 - (account?.balance ?? 0)).toBe(
    30 * [...ended].filter((event) => event.endsWith('completed')).length,
  );
  if (task && task.status !== 'initialized') expect(ended.size).toBe(1);
  expect(new Set(started).size).toBeLessThanOrEqual(1);
  return started.length;
}

describe('after a crash at any call of any port', () => {
  it.each(Object.keys(ways) as (keyof typeof ways)[])(
    'the sweep leaves every task ended and every coin where it belongs: a task that is %s',
    async (way) => {
      for (const moment of ['before', 'after'] as const) {
        for (const paid of [true, false]) {
          for (let call = 1; call <= 60; call += 1) {
            const life = await liveThrough(way, paid, [{ call, moment }]);
            const starts = await expectNothingLost(life);
            if (paid) expect(starts, `${moment} call ${call}`).toBeLessThanOrEqual(1);
          }
        }
      }
    },
  );

  it('and after several, also in the sweep itself', async () => {
    const crash = fc.record({
      call: fc.integer({ min: 1, max: 40 }),
      moment: fc.constantFrom('before' as const, 'after' as const),
    });
    const crashes = fc.array(crash, { minLength: 2, maxLength: 6 });
    const way = fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[]));
    const property = fc.asyncProperty(way, fc.boolean(), crashes, async (...life) => {
      const starts = await expectNothingLost(await liveThrough(...life));
      if (life[1]) expect(starts).toBeLessThanOrEqual(1);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
