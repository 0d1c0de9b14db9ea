import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newAccount, type PendingHold } from '../../../../functions/accounts/account.ts';
import type { AccountStore } from '../../../../functions/accounts/account-store.ts';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { createUser } from '../../../../functions/accounts/create-user.ts';
import { exchangeDiamonds } from '../../../../functions/accounts/exchange-diamonds.ts';
import { finishTransactions } from '../../../../functions/accounts/post.ts';
import { recordPending } from '../../../../functions/accounts/record-pending.ts';
import { subUserOwner } from '../../../../functions/accounts/sub-users.ts';
import { transferCoins } from '../../../../functions/accounts/transfer-coins.ts';
import type { Price } from '../../../../functions/catalog/catalog.ts';
import { Crash, crashAt } from '../../../fakes/crashing.ts';
import { createMemoryAccountStore } from '../../../fakes/memory-account-store.ts';

const clock = { now: () => Date.parse('2026-11-25T09:00:00.000Z') };
/** The scheduler decides who comes next. */
const pause = async () => {};
/** The worst case: a key of a day ago, whose claim is over. */
const claimKey = async () => true;
const users = ['bob', 'cleo'] as const;
const owners = ['ada', subUserOwner('ada', 'bob'), subUserOwner('ada', 'cleo')] as const;
const GRANT = { coins: 1000, diamonds: 3 };

/** The deaths of the processes that tried, and whether another tries until it is done or all give up. */
const crashes = fc.record({
  deaths: fc.array(
    fc.record({
      call: fc.integer({ min: 1, max: 14 }),
      moment: fc.constantFrom('before' as const, 'after' as const),
    }),
    { maxLength: 3 },
  ),
  isDone: fc.boolean(),
});
const owner = fc.constantFrom(...owners);
const task = fc.record({
  does: fc.constant('task' as const),
  owner,
  currency: fc.constantFrom('coins' as const, 'diamonds' as const),
  isSpent: fc.boolean(),
});
const exchange = fc.record({
  does: fc.constant('exchange' as const),
  owner,
  diamonds: fc.integer({ min: 1, max: 4 }),
  key: fc.constantFrom('a', 'b'),
});
const transfer = fc.record({
  does: fc.constant('transfer' as const),
  username: fc.constantFrom(...users),
  coins: fc.integer({ min: 1, max: 400 }),
  direction: fc.constantFrom('to_user' as const, 'from_user' as const),
  key: fc.constantFrom('a', 'b', 'c'),
});
const sweep = fc.record({ does: fc.constant('sweep' as const), owner });
const operation = fc.record({ act: fc.oneof(task, exchange, transfer, sweep), crashes });
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;
type Wrap = (accounts: AccountStore) => AccountStore;

async function createWorld() {
  const accounts = createMemoryAccountStore();
  await createUser({ accounts, clock }, { name: 'ada', ...GRANT });
  for (const username of users) {
    const owner = subUserOwner('ada', username);
    await accounts.create(newAccount({ owner, createdAt: 'then', parent: 'ada', username }));
  }
  return accounts;
}

/** Tries as a client or an execution does, until it has an answer or gives up. */
async function persist(
  { deaths, isDone }: Operation['crashes'],
  attempt: (wrap: Wrap) => Promise<unknown>,
) {
  for (const { call, moment } of deaths) {
    const died = await survive(() => attempt(crashAt(call, moment).wrap));
    if (!died) return;
  }
  if (isDone) await survive(() => attempt((port) => port));
}

/** Whether the process died; a refusal is an answer. */
async function survive(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    const refusals = ['InsufficientCoinsError', 'TransactionChangedError'];
    if (error instanceof Error && refusals.includes(error.name)) return false;
    throw error;
  }
}

/** A task from its hold to its end. Where its start died for good, the sweep gives back what was held. */
async function liveTask(
  accounts: AccountStore,
  taskId: string,
  {
    act,
    crashes,
  }: { act: Extract<Operation['act'], { does: 'task' }>; crashes: Operation['crashes'] },
): Promise<Price | undefined> {
  const price: Price = { amount: act.currency === 'coins' ? 30 : 1, currency: act.currency };
  const coins = (wrap: Wrap) => createCoins({ accounts: wrap(accounts), clock, pause });
  const none: Wrap = (port) => port;
  const hold = (wrap: Wrap) => coins(wrap).hold(act.owner, [taskId], price, { kind: 'kind' });
  await persist(crashes, hold);
  await recordAllPending(accounts, act.owner, (one) => one.taskId === taskId);
  const held = (await accounts.findHold(act.owner, taskId, false))?.hold;
  if (!held) return undefined;
  const end = (wrap: Wrap) => coins(wrap)[act.isSpent ? 'settle' : 'refund'](act.owner, taskId);
  await persist(crashes, end);
  await end(none);
  return act.isSpent ? held : undefined;
}

async function carryOut(accounts: AccountStore, { act, crashes }: Operation): Promise<void> {
  if (act.does === 'exchange') {
    await persist(crashes, (wrap) =>
      exchangeDiamonds(
        { accounts: wrap(accounts), clock, pause },
        { owner: act.owner, diamonds: act.diamonds, idempotencyKey: act.key },
      ),
    );
  } else if (act.does === 'transfer') {
    await persist(crashes, (wrap) =>
      transferCoins(
        { accounts: wrap(accounts), clock, pause, claimKey },
        { owner: 'ada', ...act, idempotencyKey: act.key },
      ),
    );
  } else if (act.does === 'sweep') {
    await persist(crashes, (wrap) => finish(wrap(accounts), act.owner));
  }
}

async function finish(accounts: AccountStore, owner: string): Promise<void> {
  const account = await accounts.get(owner);
  if (account) await finishTransactions(accounts, account, pause);
}

/** As the sweep does it for holds that have long been pending. */
async function recordAllPending(
  accounts: AccountStore,
  owner: string,
  isDead: (hold: PendingHold) => boolean,
): Promise<void> {
  const { pendingHolds = {} } = (await accounts.get(owner)) ?? {};
  for (const pending of Object.values(pendingHolds).filter(isDead)) {
    const { nonce } = await recordPending({ accounts, clock }, owner, pending, 'kind');
    if (nonce === pending.nonce) await accounts.forgetPending(owner, [nonce]);
  }
}

/** Every call of the store waits for its turn in an order that fast-check chooses, and no balance is ever below nothing. */
function interleaved(accounts: AccountStore, scheduler: fc.Scheduler): AccountStore {
  return new Proxy(accounts, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return scheduler.scheduleFunction(async (...parameters: unknown[]) => {
        const answer: unknown = await Reflect.apply(member, target, parameters);
        for (const one of owners) {
          const { balance = 0, diamonds = 0 } = (await accounts.get(one)) ?? {};
          if (balance < 0 || diamonds < 0) throw new Error('A balance is below nothing.');
        }
        return answer;
      });
    },
  });
}

it('loses and doubles nothing, however tasks, exchanges and transfers interleave and die', async () => {
  const property = fc.asyncProperty(
    fc.array(operation, { minLength: 1, maxLength: 8 }),
    fc.scheduler(),
    async (operations, scheduler) => {
      const accounts = await createWorld();
      const shared = interleaved(accounts, scheduler);
      const spent: Price[] = [];
      const lives = operations.map(async ({ act, crashes }, index) => {
        if (act.does !== 'task') return carryOut(shared, { act, crashes });
        const price = await liveTask(shared, `task-${index}`, { act, crashes });
        if (price) spent.push(price);
      });
      await scheduler.waitFor(Promise.all(lives));
      for (const one of owners) {
        await finish(accounts, one);
        await recordAllPending(accounts, one, () => true);
      }
      await expectNothingLost(accounts, spent, operations);
    },
  );
  await fc.assert(property, { numRuns: 1000 });
});

/** What must be true when nothing is under way. */
async function expectNothingLost(
  accounts: Awaited<ReturnType<typeof createWorld>>,
  spent: readonly Price[],
  operations: readonly Operation[],
): Promise<void> {
  const total = { coins: 0, diamonds: 0 };
  for (const one of owners) {
    const account = await accounts.get(one);
    if (!account) throw new Error(`There is no account ${one}.`);
    expect(account).toMatchObject({ pendingHolds: {}, pendingReturns: {}, transactions: {} });
    expect(accounts.held(one)).toEqual({});
    const balances = { coins: account.balance, diamonds: account.diamonds };
    expect({ coins: ledger(one, 'coins'), diamonds: ledger(one, 'diamonds') }).toEqual(balances);
    total.coins += balances.coins;
    total.diamonds += balances.diamonds;
  }
  const exchanged = accounts.entries.filter(
    ({ reason, currency }) => reason === 'exchange' && currency === 'diamonds',
  );
  const made = sum(exchanged.map(({ amount }) => amount));
  expect(total).toEqual({
    coins: GRANT.coins - 100 * made - cost('coins'),
    diamonds: GRANT.diamonds + made - cost('diamonds'),
  });
  const keys = new Set(
    operations.flatMap(({ act }) => (act.does === 'exchange' ? `${act.owner} ${act.key}` : [])),
  );
  expect(exchanged.length).toBeLessThanOrEqual(keys.size);

  function ledger(one: string, currency: Price['currency']): number {
    const lines = accounts.entries.filter(
      (line) => line.owner === one && line.currency === currency,
    );
    return sum(lines.map(({ amount }) => amount));
  }

  function cost(currency: Price['currency']): number {
    return sum(spent.filter((price) => price.currency === currency).map(({ amount }) => amount));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
