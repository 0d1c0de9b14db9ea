import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountLimits } from '../../functions/accounts/account.ts';
import { newAccount } from '../../functions/accounts/account.ts';
import type { HoldBounds } from '../../functions/accounts/account-limits.ts';
import type { AccountStore } from '../../functions/accounts/account-store.ts';
import { noUsage } from '../../functions/accounts/usage.ts';
import type { Price } from '../../functions/catalog/catalog.ts';

const coins = (amount: number): Price => ({ amount, currency: 'coins' });
const diamonds = (amount: number): Price => ({ amount, currency: 'diamonds' });

let count = 0;

/** What every implementation of the port has to do. */
export function testAccountStore(name: string, open: () => AccountStore): void {
  describe(`${name} as a store of accounts`, () => {
    let store: AccountStore;
    let owner: string;
    beforeEach(async () => {
      store = open();
      count += 1;
      owner = `owner-${count}`;
      await store.create(newAccount({ owner, createdAt: 'then', balance: 100 }));
    });

    it('keeps the first account of an owner', async () => {
      expect(await store.create(newAccount({ owner, createdAt: 'now', balance: 5 }))).toBe(false);
      expect(await store.get(owner)).toEqual(
        newAccount({ owner, createdAt: 'then', balance: 100 }),
      );
      expect(await store.get('nobody')).toBeUndefined();
    });

    it('holds coins for several tasks at once', async () => {
      expect(await store.hold(owner, { taskIds: ['a', 'b'], price: coins(30) })).toBe(true);
      expect(await store.get(owner)).toMatchObject({
        balance: 40,
        holds: { a: coins(30), b: coins(30) },
      });
    });

    it('holds all or nothing', async () => {
      await store.hold(owner, { taskIds: ['a'], price: coins(30) });
      expect(await store.hold(owner, { taskIds: ['b', 'c', 'd'], price: coins(30) })).toBe(false);
      expect(await store.hold(owner, { taskIds: ['a', 'b'], price: coins(30) })).toBe(false);
      expect(await store.hold('nobody', { taskIds: ['a'], price: coins(1) })).toBe(false);
      expect(await store.get(owner)).toMatchObject({ balance: 70, holds: { a: coins(30) } });
    });

    it('holds down to nothing left, and not below', async () => {
      expect(await store.hold(owner, { taskIds: ['a'], price: coins(100) })).toBe(true);
      expect(await store.hold(owner, { taskIds: ['b'], price: coins(1) })).toBe(false);
      expect((await store.get(owner))?.balance).toBe(0);
    });

    it('adds to the sums of a day and kind in the write that holds, spends or gives back, once', async () => {
      const kind = 'image-to-video';
      const begun = { date: '2026-11-23', kind, tasks: 2 };
      const done = { date: '2026-11-24', kind, completed: 1, coins: 30 };
      const failed = { date: '2026-11-24', kind, failed: 1 };
      await store.hold(owner, { taskIds: ['a', 'b'], price: coins(30), count: begun });
      await store.hold(owner, { taskIds: ['a', 'b'], price: coins(30), count: begun });
      for (const _ of ['once', 'and again']) {
        await store.dropHold(owner, 'a', undefined, done);
        await store.returnHold(owner, 'b', coins(30), failed);
      }
      const other = { date: '2026-11-24', kind: 'speech', completed: 1 };
      await store.hold(owner, { taskIds: ['c'], price: diamonds(0) });
      await store.dropHold(owner, 'c', undefined, other);
      const rows = [
        { ...noUsage, ...begun },
        { ...noUsage, ...done, ...failed },
        { ...noUsage, ...other },
      ];
      const { usage = [] } = (await store.get(owner)) ?? {};
      expect(usage).toHaveLength(3);
      expect(usage).toEqual(expect.arrayContaining(rows));
    });

    it('takes the sums of a day out of the account, and lists them by day', async () => {
      const count = { date: '2026-11-23', kind: 'upscale', tasks: 1 };
      await store.hold(owner, { taskIds: ['a'], price: coins(1), count });
      const today = { ...count, date: '2026-11-24' };
      await store.hold(owner, { taskIds: ['b'], price: coins(1), count: today });
      const rows = [{ ...noUsage, ...count }];
      for (const _ of ['once', 'and again']) await store.keepUsage(owner, '2026-11-23', rows);
      expect((await store.get(owner))?.usage).toEqual([{ ...noUsage, ...today }]);
      const list = (from: string, to: string) => store.listUsage(owner, { from, to });
      expect(await list('2026-11-23', '2026-11-23')).toEqual(rows);
      expect(await list('2026-11-24', '2026-12-23')).toEqual([]);
      expect(await list('2025-11-24', '2026-11-22')).toEqual([]);
      expect(await store.listUsage('nobody', { from: '2025-01-01', to: '2027-01-01' })).toEqual([]);
    });

    it('leaves sums in the account that have changed since they were read', async () => {
      const count = { date: '2026-11-23', kind: 'upscale', tasks: 1 };
      await store.hold(owner, { taskIds: ['a'], price: coins(1), count });
      await store.hold(owner, { taskIds: ['b'], price: coins(1), count });
      await store.keepUsage(owner, '2026-11-23', [{ ...noUsage, ...count }]);
      expect((await store.get(owner))?.usage).toEqual([{ ...noUsage, ...count, tasks: 2 }]);
    });

    it('drops a hold once', async () => {
      await store.hold(owner, { taskIds: ['a'], price: coins(30) });
      expect(await store.dropHold(owner, 'a')).toBe(true);
      expect(await store.dropHold(owner, 'a')).toBe(false);
      expect(await store.get(owner)).toMatchObject({ balance: 70, holds: {} });
    });

    it('returns a hold once, of the size that was held', async () => {
      await store.hold(owner, { taskIds: ['a'], price: coins(30) });
      expect(await store.returnHold(owner, 'a', coins(31))).toBe(false);
      expect(await store.returnHold(owner, 'a', coins(30))).toBe(true);
      expect(await store.returnHold(owner, 'a', coins(30))).toBe(false);
      expect(await store.get(owner)).toMatchObject({ balance: 100, holds: {} });
    });

    it('knows holds by their claims, of which the begin is enough', async () => {
      const claimed = { ...coins(30), claim: 'request1abcd' };
      const jewel = { ...diamonds(0), claim: 'request2abcd' };
      await store.hold(owner, { taskIds: ['a', 'b'], price: claimed });
      await store.hold(owner, { taskIds: ['c'], price: jewel });
      expect((await store.get(owner))?.holds).toEqual({ a: claimed, b: claimed, c: jewel });
      expect(await store.returnHold(owner, 'a', coins(30))).toBe(false);
      expect(await store.returnHold(owner, 'a', { ...claimed, claim: 'request1' })).toBe(false);
      expect(await store.returnHold(owner, 'a', claimed)).toBe(true);
      expect(await store.dropHold(owner, 'b', 'request2')).toBe(false);
      expect(await store.dropHold(owner, 'b', 'request1')).toBe(true);
      expect(await store.dropHold(owner, 'c', jewel.claim)).toBe(true);
      expect(await store.get(owner)).toMatchObject({ balance: 70, holds: {} });
    });

    it('leaves a part of a hold, once, and puts the rest back', async () => {
      await store.hold(owner, { taskIds: ['a'], price: coins(30) });
      expect(await store.reduceHold(owner, 'a', coins(31), 12)).toBe(false);
      expect(await store.reduceHold(owner, 'a', coins(30), 12)).toBe(true);
      expect(await store.reduceHold(owner, 'a', coins(30), 12)).toBe(false);
      expect(await store.get(owner)).toMatchObject({ balance: 88, holds: { a: coins(12) } });
    });

    it('counts a task that costs nothing here, and uncounts it on the same day', async () => {
      const date = '2026-11-25';
      const bounds = (begins: boolean) => ({ own: undefined, day: { date, tasks: 9, begins } });
      const counted = { ...coins(0), countedSince: 1_764_000_000 };
      await store.hold(owner, { taskIds: ['a'], price: counted, bounds: bounds(true) });
      const claimed = { ...counted, claim: 'request1abcd' };
      await store.hold(owner, { taskIds: ['b'], price: claimed, bounds: bounds(false) });
      expect((await store.get(owner))?.holds).toEqual({ a: counted, b: claimed });
      expect(await store.uncountHold(owner, 'a', counted, '2026-11-26')).toBe(false);
      expect(await store.uncountHold(owner, 'b', counted, date)).toBe(false);
      expect(await store.uncountHold(owner, 'b', claimed, date)).toBe(true);
      expect(await store.get(owner)).toMatchObject({ balance: 100, day: { date, tasks: 1 } });
      expect((await store.get(owner))?.holds).toEqual({ a: counted });
    });

    it('holds diamonds beside coins, and returns each to where it came from', async () => {
      const rich = `rich-${owner}`;
      await store.create(newAccount({ owner: rich, createdAt: 'then', balance: 9, diamonds: 3 }));
      expect(await store.hold(rich, { taskIds: ['a', 'b'], price: diamonds(1) })).toBe(true);
      expect(await store.hold(rich, { taskIds: ['c'], price: diamonds(2) })).toBe(false);
      expect(await store.hold(rich, { taskIds: ['c'], price: coins(2) })).toBe(true);
      expect(await store.get(rich)).toMatchObject({
        balance: 7,
        diamonds: 1,
        holds: { a: diamonds(1), b: diamonds(1), c: coins(2) },
      });
      expect(await store.returnHold(rich, 'a', coins(1))).toBe(false);
      expect(await store.returnHold(rich, 'a', diamonds(1))).toBe(true);
      expect(await store.returnHold(rich, 'a', diamonds(1))).toBe(false);
      expect(await store.dropHold(rich, 'b')).toBe(true);
      expect(await store.get(rich)).toMatchObject({
        balance: 7,
        diamonds: 2,
        holds: { c: coins(2) },
      });
    });

    describe('whose tasks are bounded', () => {
      const date = '2026-11-25';
      const hold = (taskIds: string[], bounds: Omit<HoldBounds, 'own'>, own?: AccountLimits) =>
        store.hold(owner, { taskIds, price: coins(1), bounds: { own, ...bounds } });

      it('holds up to so many open tasks', async () => {
        expect(await hold(['a', 'b'], { openTasks: 3 })).toBe(true);
        expect(await hold(['c', 'd'], { openTasks: 3 })).toBe(false);
        expect(await hold(['c'], { openTasks: 3 })).toBe(true);
        expect(await hold(['d'], { openTasks: 3 })).toBe(false);
        await store.dropHold(owner, 'a');
        expect(await hold(['d'], { openTasks: 3 })).toBe(true);
      });

      it('counts tasks by the day, each day once anew', async () => {
        const day = { date, tasks: 3, begins: false };
        expect(await hold(['a'], { day })).toBe(false);
        expect(await hold(['a'], { day: { ...day, begins: true } })).toBe(true);
        expect(await hold(['b'], { day: { ...day, begins: true } })).toBe(false);
        expect(await hold(['b', 'c'], { day })).toBe(true);
        expect(await hold(['d'], { day })).toBe(false);
        expect((await store.get(owner))?.day).toEqual({ date, tasks: 3 });
        const next = { date: '2026-11-26', tasks: 3, begins: true };
        expect(await hold(['d'], { day: { ...next, begins: false } })).toBe(false);
        expect(await hold(['d'], { day: next })).toBe(true);
        expect((await store.get(owner))?.day).toEqual({ date: '2026-11-26', tasks: 1 });
      });

      it('holds nothing by other limits than the account has', async () => {
        expect(await hold(['a'], { openTasks: 9 }, { openTasks: 9 })).toBe(false);
        expect(await store.setLimits(owner, { openTasks: 2 })).toBe(true);
        expect(await store.setLimits('nobody', { openTasks: 2 })).toBe(false);
        expect(await hold(['a'], { openTasks: 9 })).toBe(false);
        expect(await hold(['a'], { openTasks: 9 }, { tasksPerDay: 2 })).toBe(false);
        expect(await hold(['a'], { openTasks: 2 }, { openTasks: 2 })).toBe(true);
        expect((await store.get(owner))?.limits).toEqual({ openTasks: 2 });
      });
    });

    it('is disabled from the first time on', async () => {
      await store.disable(owner, 'then');
      await store.disable(owner, 'later');
      expect((await store.get(owner))?.disabledAt).toBe('then');
      await store.disable('nobody', 'then');
      expect(await store.get('nobody')).toBeUndefined();
    });

    it('loses no coin when everything happens at once', async () => {
      const tasks = Array.from({ length: 20 }, (_, index) => `task-${index}`);
      const held = await Promise.all(
        tasks.map((id) => store.hold(owner, { taskIds: [id], price: coins(10) })),
      );
      expect(held.filter(Boolean)).toHaveLength(10);
      await Promise.all(tasks.map((id) => store.returnHold(owner, id, coins(10))));
      expect(await store.get(owner)).toMatchObject({ balance: 100, holds: {} });
    });

    it('finds a token by its hash, with all that is known of it', async () => {
      const token = {
        hash: `hash-${owner}`,
        owner,
        createdAt: 'now',
        name: 'phone',
        hint: 'sk_abcd…wxyz',
        validUntil: '2027-01-01T00:00:00.000Z',
      };
      await store.addToken(token);
      expect(await store.findToken(token.hash)).toEqual(token);
      expect(await store.findToken('other')).toBeUndefined();
    });

    describe('that a start is counted in', () => {
      let hash: string;
      beforeEach(async () => {
        hash = `hash-${owner}`;
        await store.addToken({ hash, owner, createdAt: 'now' });
      });
      const startsAt = async (minute: number) => (await store.countStart(hash, minute))?.starts;

      it('finds the token, and counts each minute anew', async () => {
        const token = { hash, owner, createdAt: 'now' };
        expect(await store.countStart(hash, 7)).toEqual({ token, starts: 1 });
        expect(await store.countStart(hash, 7)).toEqual({ token, starts: 2 });
        expect(await startsAt(8)).toBe(1);
        expect(await startsAt(8)).toBe(2);
        expect(await store.findToken(hash)).toEqual(token);
      });

      it('counts on with a clock that is behind', async () => {
        await startsAt(8);
        expect(await startsAt(7)).toBe(2);
        expect(await startsAt(8)).toBe(3);
      });

      it('counts every start of many at once', async () => {
        const counts = await Promise.all(Array.from({ length: 20 }, () => startsAt(7)));
        expect(counts.sort((a = 0, b = 0) => a - b)).toEqual(counts.map((_, index) => index + 1));
      });

      it('counts nothing for a token that is not there, and does not make it', async () => {
        expect(await store.countStart('other', 7)).toBeUndefined();
        expect(await store.findToken('other')).toBeUndefined();
      });
    });

    it('lists the tokens of an owner, and takes back one', async () => {
      const [first, second] = ['first', 'second'].map((name) => ({
        hash: `${name}-${owner}`,
        owner,
        createdAt: 'now',
      }));
      if (!first || !second) throw new Error('There are two.');
      await store.addToken(first);
      await store.addToken(second);
      expect(await store.getTokens(owner)).toEqual([first, second]);
      expect(await store.getTokens(owner.slice(0, -1))).toEqual([]);
      expect(await store.removeToken(first)).toBe(true);
      expect(await store.removeToken(first)).toBe(false);
      expect(await store.findToken(first.hash)).toBeUndefined();
      expect(await store.countStart(first.hash, 7)).toBeUndefined();
      expect(await store.getTokens(owner)).toEqual([second]);
    });

    it('lists an account while it holds coins, until its holds are swept', async () => {
      const listed = async (before: string) =>
        (await store.listHolding(before, 500)).includes(owner);
      expect(await listed('2026-11-23T09:00:00.000Z')).toBe(false);
      await store.hold(owner, { taskIds: ['a'], price: coins(30) });
      expect(await listed('2026-11-23T09:00:00.000Z')).toBe(true);
      await store.noteHoldsSwept(owner, '2026-11-23T10:00:00.000Z');
      await store.hold(owner, { taskIds: ['b'], price: coins(30) });
      expect(await listed('2026-11-23T09:00:00.000Z')).toBe(false);
      expect(await listed('2026-11-23T11:00:00.000Z')).toBe(true);
      await store.dropHold(owner, 'a');
      await store.dropHold(owner, 'b');
      await store.noteHoldsSwept(owner, '2026-11-23T11:00:00.000Z');
      expect(await listed('2026-11-23T12:00:00.000Z')).toBe(false);
      expect(await store.get(owner)).toEqual(newAccount({ owner, createdAt: 'then', balance: 40 }));
    });

    it('lists so many holding accounts, the longest unswept first', async () => {
      const names = ['late', 'never', 'early'].map((name) => `${name}-${owner}`);
      for (const name of names) {
        await store.create(newAccount({ owner: name, createdAt: 'then', balance: 9 }));
        await store.hold(name, { taskIds: ['a'], price: coins(1) });
      }
      await store.noteHoldsSwept(`late-${owner}`, '1999-12-02T00:00:00.000Z');
      await store.noteHoldsSwept(`early-${owner}`, '1999-12-01T00:00:00.000Z');
      const listed = await store.listHolding('2000-01-01T00:00:00.000Z', 500);
      const ours = listed.filter((name) => names.includes(name));
      expect(ours).toEqual([`never-${owner}`, `early-${owner}`, `late-${owner}`]);
      expect(await store.listHolding('2000-01-01T00:00:00.000Z', 2)).toHaveLength(2);
    });
  });
}
