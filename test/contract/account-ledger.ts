import { beforeEach, describe, expect, it } from 'vitest';
import { newAccount } from '../../functions/accounts/account.ts';
import type { AccountStore } from '../../functions/accounts/account-store.ts';
import type { LedgerEntry } from '../../functions/accounts/ledger-entry.ts';
import type { LedgerTransaction } from '../../functions/accounts/ledger-transaction.ts';

let count = 0;

/** What every implementation of the port has to do about transactions, the credits history and sub-users. */
export function testAccountLedger(name: string, open: () => AccountStore): void {
  describe(`${name} as a store of what is posted`, () => {
    let store: AccountStore;
    let owner: string;
    beforeEach(async () => {
      store = open();
      count += 1;
      owner = `posted-${count}`;
      await store.create(newAccount({ owner, createdAt: 'then', balance: 300 }));
    });

    const read = async () => {
      const account = await store.get(owner);
      if (!account) throw new Error('There is one.');
      return account;
    };
    const transaction = (change: Partial<LedgerTransaction> = {}): LedgerTransaction => ({
      id: 'exchange#1',
      at: '2026-11-25T09:00:00.000Z',
      reason: 'exchange',
      coins: -200,
      diamonds: 2,
      ...change,
    });

    describe('transactions', () => {
      it('change both balances and stay until they are closed', async () => {
        expect(await store.post(await read(), transaction())).toBe(true);
        expect(await read()).toMatchObject({
          balance: 100,
          diamonds: 2,
          transactions: { 'exchange#1': transaction() },
          transactionsVersion: 1,
        });
        await store.closeTransaction(owner, 'exchange#1');
        await store.closeTransaction(owner, 'exchange#1');
        await store.closeTransaction('nobody', 'exchange#1');
        expect(await read()).toMatchObject({
          balance: 100,
          transactions: {},
          transactionsVersion: 1,
        });
      });

      it('are refused when another was posted since the account was read, not when one was closed', async () => {
        const before = await read();
        await store.post(before, transaction({ coins: -1 }));
        expect(await store.post(before, transaction({ id: 'b', coins: -1 }))).toBe(false);
        const open = await read();
        await store.closeTransaction(owner, 'exchange#1');
        expect(await store.post(open, transaction({ id: 'b', coins: -1 }))).toBe(true);
        expect(await read()).toMatchObject({ balance: 298, transactions: { b: { id: 'b' } } });
        expect((await read()).transactions).not.toHaveProperty('exchange#1');
      });

      it('of which there can be no other don’t mind others', async () => {
        const first = await read();
        await store.post(first, transaction({ coins: -1 }), true);
        const before = await read();
        const many = ['a', 'b', 'b', 'c'].map((id) =>
          store.post(before, transaction({ id, coins: -1 }), true),
        );
        expect((await Promise.all(many)).filter(Boolean)).toHaveLength(3);
        expect((await read()).balance).toBe(296);
        expect(Object.keys((await read()).transactions).sort()).toEqual([
          'a',
          'b',
          'c',
          'exchange#1',
        ]);
      });

      it('do not mind tasks that are held meanwhile', async () => {
        const before = await read();
        const price = { amount: 30, currency: 'coins' as const };
        const pending = [{ ...price, taskId: 'a', nonce: 'one', since: 0 }];
        await store.hold(owner, { pending, price });
        expect(await store.post(before, transaction())).toBe(true);
        expect(await read()).toMatchObject({
          balance: 70,
          diamonds: 2,
          transactions: expect.anything(),
        });
      });

      it('spend down to nothing and not below', async () => {
        expect(await store.post(await read(), transaction({ coins: -301 }))).toBe(false);
        expect(await store.post(await read(), transaction({ coins: -300 }))).toBe(true);
        expect((await read()).balance).toBe(0);
      });

      it('are made once by many at once', async () => {
        const before = await read();
        const many = Array.from({ length: 10 }, () => store.post(before, transaction()));
        expect((await Promise.all(many)).filter(Boolean)).toHaveLength(1);
        expect(await read()).toMatchObject({ balance: 100, diamonds: 2 });
      });

      it('keep an account among those that the sweep looks at, also a new one', async () => {
        const listed = async (before: string) =>
          (await store.listHolding(before, 500)).filter((one) => one.endsWith(owner));
        await store.post(await read(), transaction());
        const made = newAccount({
          owner: `made-${owner}`,
          createdAt: 'then',
          transactions: { grant: transaction({ id: 'grant' }) },
          transactionsVersion: 1,
        });
        await store.create(made);
        expect((await listed('2026-11-25T09:00:00.000Z')).sort()).toEqual([`made-${owner}`, owner]);
        for (const one of [owner, made.owner]) {
          await store.noteHoldsSwept(one, '2026-11-25T10:00:00.000Z');
        }
        expect(await listed('2026-11-25T09:00:00.000Z')).toEqual([]);
        expect(await listed('2026-11-25T11:00:00.000Z')).toHaveLength(2);
        await store.closeTransaction(owner, 'exchange#1');
        await store.closeTransaction(made.owner, 'grant');
        for (const one of [owner, made.owner]) {
          await store.noteHoldsSwept(one, '2026-11-25T11:00:00.000Z', 0);
        }
        expect(await listed('2026-11-25T12:00:00.000Z')).toEqual([]);
      });
    });

    describe('lines of the history', () => {
      const line = (id: string, at: string, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
        owner,
        id,
        at,
        amount: -30,
        currency: 'coins',
        reason: 'charge',
        ...change,
      });
      const ids = async (range: { from?: string; to?: string; limit?: number } = {}) =>
        (await store.listEntries(owner, { limit: 100, ...range })).map(({ id }) => id);

      it('are kept once, as they were first written', async () => {
        const first = line('b#charge', 'then', { taskId: 'b', kind: 'image-to-video' });
        await store.record(first);
        await store.record({ ...first, at: 'now' });
        expect(await store.entry(owner, 'b#charge')).toEqual(first);
        expect(await store.entry(owner, 'c#charge')).toBeUndefined();
        expect(await store.listEntries(owner, { limit: 9 })).toEqual([]);
      });

      it('are listed with everything in them, newest first', async () => {
        const times = ['T10', 'T12', 'T11'].map((time) => `2026-11-25${time}:00:00.000Z`);
        const [first = '', last = '', middle = ''] = times;
        const gift = line('d', last, {
          amount: 2,
          currency: 'diamonds',
          reason: 'transfer',
          counterpart: 'ada',
        });
        await store.record(line('a', first));
        await store.record(gift);
        await store.record(line('m', middle));
        await store.record({ ...line('x', middle), owner: `${owner}-not` });
        expect(await ids()).toEqual(['d', 'm', 'a']);
        expect((await store.listEntries(owner, { limit: 1 }))[0]).toEqual(gift);
        expect(await ids({ limit: 2 })).toEqual(['d', 'm']);
        expect(await ids({ from: middle })).toEqual(['d', 'm']);
        expect(await ids({ to: middle })).toEqual(['m', 'a']);
        expect(await ids({ from: middle, to: middle })).toEqual(['m']);
        expect(await ids({ from: last, to: first })).toEqual([]);
      });

      it('are all listed when there are many', async () => {
        const many = Array.from({ length: 60 }, (_, index) =>
          line(`line-${index}`, `2026-11-25T10:00:${String(index).padStart(2, '0')}.000Z`),
        );
        await Promise.all(many.map((one) => store.record(one)));
        expect(await ids()).toEqual(many.map(({ id }) => id).reverse());
      });
    });

    it('lists sub-users by name, each once', async () => {
      const user = (username: string) => ({
        owner: `${owner}.${username}`,
        parent: owner,
        username,
        createdAt: 'then',
      });
      await store.addSubUser(user('cleo'));
      await store.addSubUser(user('bob'));
      await store.addSubUser({ ...user('bob'), createdAt: 'later' });
      expect(await store.getSubUsers(owner)).toEqual([user('bob'), user('cleo')]);
      expect(await store.getSubUsers(`${owner}.bob`)).toEqual([]);
    });

    it('keeps what makes an account a sub-user', async () => {
      const account = newAccount({
        owner: `${owner}.bob`,
        createdAt: 'then',
        parent: owner,
        username: 'bob',
        createdBy: 'request',
        limits: { openTasks: 5, tasksPerDay: 7 },
      });
      await store.create(account);
      expect(await store.get(account.owner)).toEqual(account);
    });
  });
}
