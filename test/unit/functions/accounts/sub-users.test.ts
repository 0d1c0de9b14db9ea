import { beforeEach, describe, expect, it } from 'vitest';
import { addSubUser } from '../../../../functions/accounts/add-sub-user.ts';
import { hashApiToken } from '../../../../functions/accounts/api-token.ts';
import { createUser } from '../../../../functions/accounts/create-user.ts';
import { disableSubUser } from '../../../../functions/accounts/disable-sub-user.ts';
import { listSubUsers } from '../../../../functions/accounts/list-sub-users.ts';
import { makeToken } from '../../../../functions/accounts/make-token.ts';
import { subUserOwner } from '../../../../functions/accounts/sub-users.ts';
import { transferCoins } from '../../../../functions/accounts/transfer-coins.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';
import { Crash, crashAt } from '../../../fakes/crashing.ts';

let world: Awaited<ReturnType<typeof createAccountsWorld>>;
beforeEach(async () => {
  world = await createAccountsWorld();
});
const add = (username: string, coins = 0, owner = 'ada') =>
  addSubUser(world.context, { owner, username, coins });
const transfer = (coins: number, direction: 'to_user' | 'from_user' = 'to_user', more = {}) =>
  transferCoins(world.context, { owner: 'ada', username: 'bob', coins, direction, ...more });
const list = (pageNum = 1, pageSize = 10, owner = 'ada') =>
  listSubUsers(world.context, { owner, pageNum, pageSize });

describe('a sub-user', () => {
  it('is one of a hundred, also of 130 that are made at once', async () => {
    const names = Array.from({ length: 130 }, (_, index) => `user-${index}`);
    const made = await Promise.allSettled(names.map((name) => add(name)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
    expect(await world.accounts.getSubUsers('ada')).toHaveLength(100);
  });

  it('has an account, coins and a token of its own', async () => {
    const bob = await add('bob', 300);
    expect(bob).toEqual({
      ...{ _id: 'ada.bob', username: 'bob', coins: 300, diamonds: 0, status: 'active' },
      createdAt: '2026-11-25T09:00:00.000Z',
      token: expect.stringMatching(/^sk_/),
    });
    const found = await world.accounts.findToken(hashApiToken(bob.token));
    expect(found).toMatchObject({ owner: 'ada.bob' });
    expect(await world.books('ada')).toMatchObject({ coins: 700 });
    expect(await world.books('ada.bob')).toMatchObject({
      coins: 300,
      lines: [[300, 'coins', 'transfer']],
    });
  });

  it('is listed to its parent alone, by name and page', async () => {
    for (const name of ['cleo', 'bob', 'dora']) await add(name);
    await createUser(world.context, { name: 'eve', coins: 0 });
    const { rows, count } = await list(1, 2);
    expect([count, rows.map(({ username }) => username)]).toEqual([3, ['bob', 'cleo']]);
    expect((await list(2, 2)).rows.map(({ username }) => username)).toEqual(['dora']);
    expect(await list(1, 10, 'eve')).toEqual({ rows: [], count: 0 });
    const foreign = transferCoins(world.context, {
      ...{ owner: 'eve', username: 'bob', coins: 1, direction: 'from_user' },
    });
    await expect(foreign).rejects.toMatchObject({ name: 'UserNotFoundError' });
  });

  it('makes no sub-users', async () => {
    await add('bob');
    await expect(add('cleo', 0, 'ada.bob')).rejects.toMatchObject({ name: 'UserNotAllowedError' });
  });

  it('is one of a name, and one of a hundred', async () => {
    await add('bob');
    await expect(add('bob')).rejects.toThrow('There is a user "bob" already.');
    for (let index = 1; index < 100; index += 1) await add(`user-${index}`);
    await expect(add('one-more')).rejects.toThrow('100 users');
  });

  it('is not made without the coins', async () => {
    await expect(add('bob', 1001)).rejects.toThrow('Not enough coins');
    expect(await list()).toEqual({ rows: [], count: 0 });
  });

  it('inherits the limits of its parent', async () => {
    await createUser(world.context, { name: 'ada', coins: 0, limits: { openTasks: 4 } });
    await add('bob');
    expect((await world.accounts.get('ada.bob'))?.limits).toEqual({ openTasks: 4 });
  });

  it('may be named by an address, under an owner that may stand in a path', async () => {
    expect(subUserOwner('ada', 'bob+1@example.com')).toBe('ada.bob~2b1~40example.com');
    await add('bob@example.com');
    expect((await list()).rows).toMatchObject([{ username: 'bob@example.com' }]);
  });

  it('is whole after a crash anywhere, when the request comes again with its key', async () => {
    for (const moment of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        world = await createAccountsWorld();
        const request = { owner: 'ada', username: 'bob', coins: 300, idempotencyKey: 'k' };
        const crash = crashAt(call, moment);
        const dying = { ...world.context, accounts: crash.wrap(world.accounts) };
        const died = await addSubUser(dying, request).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        const bob = await addSubUser(world.context, request);
        const found = await world.accounts.findToken(hashApiToken(bob.token));
        expect(found?.owner, `${moment} call ${call}`).toBe('ada.bob');
        expect(await world.books('ada')).toMatchObject({ coins: 700 });
        expect(await world.books('ada.bob')).toMatchObject({ coins: 300 });
        expect((await list()).rows).toHaveLength(1);
        if (died) break;
        expect(call).toBeLessThan(60);
      }
    }
  });
});

describe('a transfer', () => {
  beforeEach(() => add('bob', 100));

  it('goes both ways, with a line on either side', async () => {
    expect(await transfer(50)).toEqual({
      ...{ coins: 850, diamonds: 0 },
      user: { coins: 150, diamonds: 0 },
    });
    expect(await transfer(120, 'from_user')).toMatchObject({ coins: 970, user: { coins: 30 } });
    expect((await world.books('ada.bob')).lines).toEqual([
      [100, 'coins', 'transfer'],
      [50, 'coins', 'transfer'],
      [-120, 'coins', 'transfer'],
    ]);
  });

  it('moves no more than there is, and once for one key', async () => {
    await expect(transfer(101, 'from_user')).rejects.toThrow('the account has 100');
    await transfer(10, 'to_user', { idempotencyKey: 'k' });
    await transfer(10, 'to_user', { idempotencyKey: 'k' });
    expect(await world.books('ada')).toMatchObject({ coins: 890 });
    for (const other of [transfer(11, 'to_user', { idempotencyKey: 'k' })]) {
      await expect(other).rejects.toMatchObject({ name: 'TransactionChangedError' });
    }
    const turned = transfer(10, 'from_user', { idempotencyKey: 'k' });
    await expect(turned).rejects.toMatchObject({ name: 'TransactionChangedError' });
    expect(await world.books('ada.bob')).toMatchObject({ coins: 110 });
  });

  it('is one of several that are sent at once with one key', async () => {
    await add('cleo', 100);
    const orders = [
      { username: 'bob', direction: 'to_user' },
      { username: 'bob', direction: 'from_user' },
      { username: 'cleo', direction: 'to_user' },
      { username: 'cleo', direction: 'from_user' },
    ] as const;
    const settled = await Promise.allSettled(
      orders.map((order) => transfer(10, order.direction, { ...order, idempotencyKey: 'k' })),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      ...['rejected', 'rejected', 'rejected'],
    ]);
    for (const owner of ['ada', 'ada.bob', 'ada.cleo']) {
      expect((await world.accounts.get(owner))?.transactions).toEqual({});
    }
    const books = await Promise.all(['ada', 'ada.bob', 'ada.cleo'].map(world.books));
    expect(books.reduce((sum, { coins = 0 }) => sum + coins, 0)).toBe(1000);
  });

  it.each([true, false])(
    'loses no coin where the key was claimed a day ago (%s)',
    async (isTurned) => {
      await transfer(10, 'to_user', { idempotencyKey: 'k' });
      world.pass(25 * 60 * 60);
      await transfer(10, isTurned ? 'from_user' : 'to_user', { idempotencyKey: 'k' });
      expect(await world.books('ada.bob')).toMatchObject({ coins: isTurned ? 100 : 110 });
      expect((await world.accounts.get('ada.bob'))?.transactions).toEqual({});
    },
  );
});

describe('a sub-user who is disabled', () => {
  it('loses every token, gets none, and gives coins back', async () => {
    const { token } = await add('bob', 100);
    await makeToken(world.context, { owner: 'ada.bob' });
    const disabled = await disableSubUser(world.context, { owner: 'ada', username: 'bob' });
    expect(disabled).toMatchObject({ username: 'bob', status: 'disabled', coins: 100 });
    expect(await world.accounts.findToken(hashApiToken(token))).toBeUndefined();
    expect(await world.accounts.getTokens('ada.bob')).toEqual([]);
    await expect(makeToken(world.context, { owner: 'ada.bob' })).rejects.toThrow('is disabled');
    await expect(transfer(1)).rejects.toThrow('can only be transferred back');
    expect(await transfer(100, 'from_user')).toMatchObject({ coins: 1000, user: { coins: 0 } });
    expect((await list()).rows).toMatchObject([{ status: 'disabled' }]);
    await expect(add('bob')).rejects.toMatchObject({ name: 'UserExistsError' });
  });

  it('keeps no token that was made at the same moment', async () => {
    await add('bob');
    const { accounts, clock } = world;
    const slow = {
      ...accounts,
      addToken: async (token: Parameters<typeof accounts.addToken>[0]) => {
        await disableSubUser(world.context, { owner: 'ada', username: 'bob' });
        await accounts.addToken(token);
      },
    };
    const made = makeToken({ accounts: slow, clock }, { owner: 'ada.bob' });
    await expect(made).rejects.toMatchObject({ name: 'UserNotAllowedError' });
    expect(await accounts.getTokens('ada.bob')).toEqual([]);
  });
});
