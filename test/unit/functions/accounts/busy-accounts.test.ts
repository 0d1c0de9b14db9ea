import { describe, expect, it } from 'vitest';
import type { AccountStore } from '../../../../functions/accounts/account-store.ts';
import { addSubUser } from '../../../../functions/accounts/add-sub-user.ts';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { exchangeDiamonds } from '../../../../functions/accounts/exchange-diamonds.ts';
import { finishTransactions } from '../../../../functions/accounts/post.ts';
import { transferCoins } from '../../../../functions/accounts/transfer-coins.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';
import { createVirtualTime } from '../../../fakes/virtual-time.ts';

/** Accounts with a sub-user, whose waits pass in a time of their own. */
async function createWorld(coins: number) {
  const world = await createAccountsWorld({ coins });
  await addSubUser(world.context, { owner: 'ada', username: 'bob', coins: 0 });
  const { pause, waits } = createVirtualTime();
  return { ...world, context: { ...world.context, pause }, waits };
}

const many = <Result>(count: number, make: (index: number) => Promise<Result>) =>
  Promise.allSettled(Array.from({ length: count }, (_, index) => make(index)));
const done = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.filter(({ status }) => status === 'fulfilled').length;

describe('an account that many change at once', () => {
  it.each([true, false])('exchanges for all of them (with a key each: %s)', async (isKeyed) => {
    const { context, books } = await createWorld(10_000);
    const key = (index: number) => (isKeyed ? { idempotencyKey: `key-${index}` } : {});
    const settled = await many(100, (index) =>
      exchangeDiamonds(context, { owner: 'ada', diamonds: 1, ...key(index) }),
    );
    expect(done(settled)).toBe(100);
    expect(await books('ada')).toMatchObject({ coins: 0, diamonds: 100 });
  });

  it('transfers for all of them, and no coin is anywhere else', async () => {
    const { context, accounts } = await createWorld(120);
    const transfer = { owner: 'ada', username: 'bob', coins: 1, direction: 'to_user' as const };
    expect(done(await many(120, () => transferCoins(context, transfer)))).toBe(120);
    expect((await accounts.get('ada'))?.transactions).toEqual({});
    expect((await accounts.get('ada.bob'))?.transactions).toEqual({});
    expect((await accounts.get('ada'))?.balance).toBe(0);
    expect((await accounts.get('ada.bob'))?.balance).toBe(120);
  });

  it('holds the price of all their tasks', async () => {
    const { context, accounts } = await createWorld(100);
    const coins = createCoins({ ...context, limits: { tasksPerDay: 200 } });
    const price = { amount: 1, currency: 'coins' as const };
    expect(done(await many(100, (index) => coins.hold('ada', [`task-${index}`], price)))).toBe(100);
    expect(await accounts.get('ada')).toMatchObject({ balance: 0, day: { tasks: 100 } });
  });

  it('refuses who waited too long, before anything moved', async () => {
    const { context, accounts, waits } = await createWorld(100);
    const busy: AccountStore = { ...accounts, post: async () => false };
    const exchange = exchangeDiamonds(
      { ...context, accounts: busy },
      { owner: 'ada', diamonds: 1 },
    );
    await expect(exchange).rejects.toMatchObject({ name: 'BusyError', retryAfterSeconds: 2 });
    expect(waits()).toBeGreaterThan(10);
    expect((await accounts.get('ada'))?.balance).toBe(100);
  });

  it('answers once the debit is made, and the sweep finishes what could not be', async () => {
    const { context, accounts } = await createWorld(100);
    const busy: AccountStore = {
      ...accounts,
      post: async (seen, ...rest) => seen.owner === 'ada' && accounts.post(seen, ...rest),
    };
    const transfer = { owner: 'ada', username: 'bob', coins: 9, direction: 'to_user' as const };
    const answer = await transferCoins({ ...context, accounts: busy }, transfer);
    expect(answer).toMatchObject({ coins: 91 });
    const account = await accounts.get('ada');
    if (account) await finishTransactions(accounts, account);
    expect(await accounts.get('ada.bob')).toMatchObject({ balance: 9 });
  });
});
