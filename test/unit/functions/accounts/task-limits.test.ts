import { beforeEach, describe, expect, it } from 'vitest';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { createUser } from '../../../../functions/accounts/create-user.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';

const free = { amount: 0, currency: 'diamonds' as const };
const DAY = 24 * 60 * 60;

let world: Awaited<ReturnType<typeof createAccountsWorld>>;
let writes: number;
beforeEach(async () => {
  world = await createAccountsWorld();
  writes = 0;
});

/** The coins as one warm function moves them; its writes that hold are counted. */
function coinsWith(limits: { openTasks?: number; tasksPerDay?: number } | undefined) {
  const { accounts, clock } = world;
  const counting = {
    ...accounts,
    hold: (...call: Parameters<typeof accounts.hold>) => {
      writes += 1;
      return accounts.hold(...call);
    },
  };
  return createCoins({ accounts: counting, clock, limits });
}

describe('an owner with a limit of open tasks', () => {
  it('has so many, whatever they cost, and then is told to wait', async () => {
    const coins = coinsWith({ openTasks: 2 });
    await coins.hold('ada', ['a'], free, { kind: 'kind' });
    await expect(coins.hold('ada', ['b', 'c'], free, { kind: 'kind' })).rejects.toMatchObject({
      name: 'TaskLimitError',
      message: expect.stringMatching(/2 tasks open at once: 1 are, and this request makes 2 more/),
      retryAfterSeconds: undefined,
    });
    await coins.hold('ada', ['b'], free, { kind: 'kind' });
    await expect(coins.hold('ada', ['c'], free, { kind: 'kind' })).rejects.toThrow('delete those');
    await coins.hold('ada', ['a', 'b'], free, { kind: 'kind' });
    await coins.settle('ada', 'a');
    await coins.hold('ada', ['c'], free, { kind: 'kind' });
    expect(Object.keys(world.accounts.held('ada'))).toEqual(['b', 'c']);
  });

  it('may have one of its own, higher or lower, for one write more in a fresh function', async () => {
    await createUser(world.context, { name: 'bob', coins: 0, limits: { openTasks: 3 } });
    const coins = coinsWith({ openTasks: 1 });
    await coins.hold('bob', ['a'], free);
    expect(writes).toBe(2);
    await coins.hold('bob', ['b'], free);
    await coins.hold('bob', ['c'], free);
    expect(writes).toBe(4);
    await expect(coins.hold('bob', ['d'], free)).rejects.toThrow('3 tasks open');
  });

  it('obeys a change of its own at once, also in a function that knew another', async () => {
    await createUser(world.context, { name: 'ada', coins: 0, limits: { openTasks: 5 } });
    const coins = coinsWith({ openTasks: 9 });
    await coins.hold('ada', ['a'], free);
    await createUser(world.context, { name: 'ada', coins: 0, limits: { openTasks: 1 } });
    await expect(coins.hold('ada', ['b'], free)).rejects.toThrow('1 task open');
  });
});

describe('an owner with a limit of tasks a day', () => {
  it('makes so many, and goes on at midnight UTC', async () => {
    const coins = coinsWith({ tasksPerDay: 2 });
    await coins.hold('ada', ['a', 'b'], free);
    await coins.settle('ada', 'a');
    await expect(coins.hold('ada', ['c'], free)).rejects.toMatchObject({
      message: expect.stringContaining('2 tasks a day: 2 were made today'),
      retryAfterSeconds: 15 * 60 * 60,
    });
    world.pass(DAY);
    await coins.hold('ada', ['c'], free);
    expect((await world.accounts.get('ada'))?.day).toEqual({ date: '2026-11-26', tasks: 1 });
  });

  it('is counted in the day that another clock has begun', async () => {
    const coins = coinsWith({ tasksPerDay: 2 });
    world.pass(DAY);
    await coins.hold('ada', ['a'], free);
    world.pass(-DAY);
    await coins.hold('ada', ['b'], free);
    await expect(coins.hold('ada', ['c'], free)).rejects.toThrow('2 were made today');
    expect((await world.accounts.get('ada'))?.day).toEqual({ date: '2026-11-26', tasks: 2 });
  });

  it('can’t begin a day with more than that', async () => {
    const coins = coinsWith({ tasksPerDay: 2 });
    await expect(coins.hold('ada', ['a', 'b', 'c'], free)).rejects.toThrow('0 were made today');
    expect(world.accounts.held('ada')).toEqual({});
  });

  it('costs one write a task, but for the first of the day', async () => {
    const coins = coinsWith({ tasksPerDay: 9 });
    for (const id of ['a', 'b', 'c']) await coins.hold('ada', [id], free);
    expect(writes).toBe(4);
  });

  it('is the same for many at once', async () => {
    const coins = coinsWith({ tasksPerDay: 5, openTasks: 4 });
    const ids = Array.from({ length: 12 }, (_, index) => `task-${index}`);
    const held = await Promise.allSettled(ids.map((id) => coins.hold('ada', [id], free)));
    expect(held.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  });
});

describe('without limits', () => {
  it('a task is one write and is not counted', async () => {
    const coins = coinsWith({});
    await coins.hold('ada', ['a'], { amount: 30, currency: 'coins' }, { kind: 'kind' });
    expect(writes).toBe(1);
    expect(await world.accounts.get('ada')).not.toHaveProperty('day');
  });

  it('an operator’s task is not refused', async () => {
    await createUser(world.context, { name: 'ada', coins: 0, limits: { openTasks: 1 } });
    await coinsWith({}).hold('ada', ['a'], free);
    await coinsWith(undefined).hold('ada', ['b'], free);
    await expect(coinsWith({}).hold('ada', ['c'], free)).rejects.toThrow('1 task open');
  });
});

describe('a task that costs diamonds', () => {
  const diamond = { amount: 1, currency: 'diamonds' as const };

  it('is paid with them, and refunded in them', async () => {
    world = await createAccountsWorld({ coins: 50, diamonds: 1 });
    const coins = coinsWith({});
    await coins.hold('ada', ['a'], diamond, { kind: 'avatar-training' });
    expect(await world.books('ada')).toMatchObject({ coins: 50, diamonds: 0 });
    await coins.refund('ada', 'a', 'avatar-training');
    await coins.refund('ada', 'a', 'avatar-training');
    expect((await world.books('ada')).lines.slice(2)).toEqual([
      [-1, 'diamonds', 'charge'],
      [1, 'diamonds', 'refund'],
    ]);
    expect(await world.books('ada')).toMatchObject({ coins: 50, diamonds: 1 });
  });

  it('is refused in words that say where they come from', async () => {
    await expect(coinsWith({}).hold('ada', ['a', 'b'], diamond)).rejects.toThrow(
      'Not enough diamonds: this costs 2, the account has 0. POST /api/v1/user/exchangeDiamonds makes diamonds of coins.',
    );
  });
});
