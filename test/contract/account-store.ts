import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountLimits, PendingHold } from '../../functions/accounts/account.ts';
import { newAccount } from '../../functions/accounts/account.ts';
import type { HoldBounds } from '../../functions/accounts/account-limits.ts';
import type { AccountStore, NewHold } from '../../functions/accounts/account-store.ts';
import { noUsage } from '../../functions/accounts/usage.ts';
import type { Price } from '../../functions/catalog/catalog.ts';

const coins = (amount: number): Price => ({ amount, currency: 'coins' });
const diamonds = (amount: number): Price => ({ amount, currency: 'diamonds' });

const AT = '2026-11-25T10:00:00.000Z';

let count = 0;

function pending(taskId: string, price: Price): PendingHold {
  count += 1;
  return { ...price, taskId, nonce: `nonce-${count}`, since: 1_764_000_000 };
}

/** What every implementation of the port has to do. */
export function testAccountStore(name: string, open: () => AccountStore): void {
  describe(`${name} as a store of accounts`, () => {
    let store: AccountStore;
    let owner: string;
    const read = () => store.get(owner);
    const hold = (
      pending: readonly PendingHold[],
      more: Pick<NewHold, 'bounds' | 'recorded' | 'count'> = {},
      of = owner,
    ) => store.hold(of, { pending, price: pending[0] ?? coins(0), ...more });

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

    it('holds coins for several tasks at once, and says so until they have items of their own', async () => {
      const [a, b, c] = [pending('a', coins(30)), pending('b', coins(30)), pending('c', coins(5))];
      expect(await hold([a, b])).toEqual([]);
      expect(await read()).toMatchObject({
        balance: 40,
        opened: 2,
        pendingHolds: { [a.nonce]: a, [b.nonce]: b },
      });
      expect(await hold([c], { recorded: [a.nonce] })).toEqual([]);
      expect((await read())?.pendingHolds).toEqual({ [b.nonce]: b, [c.nonce]: c });
      await store.forgetPending(owner, [b.nonce, c.nonce]);
      await store.forgetPending(owner, [b.nonce]);
      await store.forgetPending(owner, []);
      await store.forgetPending('nobody', [b.nonce]);
      expect(await read()).toMatchObject({ balance: 35, opened: 3, pendingHolds: {} });
      expect(await store.get('nobody')).toBeUndefined();
    });

    it('holds all or nothing, down to nothing left and not below', async () => {
      const three = ['a', 'b', 'c'].map((id) => pending(id, coins(34)));
      expect(await hold(three)).toBeUndefined();
      expect(await hold([pending('a', coins(1))], {}, 'nobody')).toBeUndefined();
      expect(await read()).toMatchObject({ balance: 100, opened: 0, pendingHolds: {} });
      expect(await hold([pending('a', coins(100))])).toEqual([]);
      expect(await hold([pending('b', coins(1))])).toBeUndefined();
      expect((await read())?.balance).toBe(0);
    });

    it('takes a hold once, however often it is sent', async () => {
      const [a, b] = [pending('a', coins(30)), pending('b', coins(30))];
      expect(await hold([a, b])).toEqual([]);
      expect(await hold([a, b])).toBeUndefined();
      expect(await read()).toMatchObject({ balance: 40, opened: 2 });
    });

    it('puts a pending hold back once, whatever else is held for the task', async () => {
      const [first, second] = [pending('a', coins(30)), pending('a', coins(30))];
      await hold([first]);
      await hold([second]);
      expect(await store.undoHold(owner, second)).toBe(true);
      expect(await store.undoHold(owner, second)).toBe(false);
      expect(await read()).toMatchObject({ balance: 70, pendingHolds: { [first.nonce]: first } });
    });

    it('says who else holds something for the same tasks, where another request could', async () => {
      const [first, second, third] = ['a', 'a', 'b'].map((id) => ({
        ...pending(id, coins(10)),
        claim: 'request1abcd',
      }));
      if (!first || !second || !third) throw new Error('There are three.');
      expect(await hold([first])).toEqual([]);
      expect(await hold([second, third])).toEqual([first]);
    });

    it('adds to the sums of a day and kind, in the write that holds or gives back, once', async () => {
      const kind = 'image-to-video';
      const begun = { date: '2026-11-23', kind, tasks: 2 };
      const undone = { date: '2026-11-23', kind, tasks: -1 };
      const failed = { date: '2026-11-24', kind, failed: 1 };
      const done = { date: '2026-11-24', kind, completed: 1, coins: 30 };
      const [a, b] = [pending('a', coins(30)), pending('b', coins(30))];
      await hold([a, b], { count: begun });
      await hold([pending('c', coins(90))], { count: begun });
      const seen = await read();
      if (!seen) throw new Error('There is an account.');
      for (const _ of ['once', 'and again']) {
        await store.undoHold(owner, b, undone);
        await store.returnPrice(seen, 'a', coins(30), failed);
      }
      await store.addUsage(owner, done);
      const other = { date: '2026-11-24', kind: 'speech', completed: 1 };
      await store.addUsage(owner, other);
      const rows = [
        { ...noUsage, ...begun, tasks: 1 },
        { ...noUsage, ...done, ...failed },
        { ...noUsage, ...other },
      ];
      const { usage = [] } = (await read()) ?? {};
      expect(usage).toHaveLength(3);
      expect(usage).toEqual(expect.arrayContaining(rows));
    });

    it('takes the sums of a day out of the account, and lists them by day', async () => {
      const count = { date: '2026-11-23', kind: 'upscale', tasks: 1 };
      const today = { ...count, date: '2026-11-24' };
      for (const one of [count, today]) await store.addUsage(owner, one);
      const rows = [{ ...noUsage, ...count }];
      for (const _ of ['once', 'and again']) await store.keepUsage(owner, '2026-11-23', rows);
      expect((await read())?.usage).toEqual([{ ...noUsage, ...today }]);
      const list = (from: string, to: string) => store.listUsage(owner, { from, to });
      expect(await list('2026-11-23', '2026-11-23')).toEqual(rows);
      expect(await list('2026-11-24', '2026-12-23')).toEqual([]);
      expect(await list('2025-11-24', '2026-11-22')).toEqual([]);
      expect(await list('2027-01-01', '2025-01-01')).toEqual([]);
      expect(await store.listUsage('nobody', { from: '2025-01-01', to: '2027-01-01' })).toEqual([]);
    });

    it('leaves sums in the account that have changed since they were read', async () => {
      const count = { date: '2026-11-23', kind: 'upscale', tasks: 1 };
      for (const one of [count, count]) await store.addUsage(owner, one);
      await store.keepUsage(owner, '2026-11-23', [{ ...noUsage, ...count }]);
      expect((await read())?.usage).toEqual([{ ...noUsage, ...count, tasks: 2 }]);
    });

    it('leaves a part of a pending hold, once, and puts the rest back', async () => {
      const reserved = { ...pending('a', coins(30)), isReserved: true };
      await hold([reserved]);
      expect(await store.reduceHold(owner, { ...reserved, amount: 31 }, 12)).toBe(false);
      expect(await store.reduceHold(owner, reserved, 12)).toBe(true);
      expect(await store.reduceHold(owner, reserved, 12)).toBe(false);
      const left = { ...reserved, amount: 12 };
      expect(await read()).toMatchObject({ balance: 88, pendingHolds: { [left.nonce]: left } });
    });

    it('gives a task one hold of its own for ever, which is its line in the history', async () => {
      const claimed = { ...coins(30), claim: 'request1abcd' };
      const item = { owner, taskId: 'a', hold: claimed, nonce: 'one' };
      expect(await store.findHold(owner, 'a', false)).toBeUndefined();
      expect(await store.recordHold({ ...item, at: AT, kind: 'image-to-video' })).toBe(true);
      expect(await store.recordHold({ ...item, nonce: 'two', at: AT })).toBe(false);
      expect(await store.findHold(owner, 'a', false)).toEqual({ ...item, isOpen: true });
      expect(await store.listHolds(owner)).toEqual([{ taskId: 'a', at: AT, counts: false }]);
      expect(await store.entry(owner, 'a#charge')).toEqual({
        ...{ owner, id: 'a#charge', at: AT, amount: -30, currency: 'coins', reason: 'charge' },
        ...{ taskId: 'a', kind: 'image-to-video' },
      });
      expect(await store.closeHold(owner, 'a', false, 'request2')).toBe(false);
      expect(await store.closeHold(owner, 'a', false, 'request1')).toBe(true);
      expect(await store.closeHold(owner, 'a', false)).toBe(false);
      expect(await store.findHold(owner, 'a', false)).toEqual({ ...item, isOpen: false });
      expect(await store.listHolds(owner)).toEqual([]);
      expect(await store.recordHold({ ...item, nonce: 'three', at: AT })).toBe(false);
      expect((await store.listEntries(owner, { limit: 9 })).map(({ id }) => id)).toEqual([
        'a#charge',
      ]);
    });

    it('keeps holds that only count beside others, out of the history, until they are closed, and anew then', async () => {
      const hold = { ...coins(0), countedSince: 1_764_000_000, claim: 'reque' };
      const item = { owner, taskId: 'a', hold, nonce: 'one' };
      await store.recordHold({ owner, taskId: 'a', hold: coins(1), nonce: 'other', at: AT });
      expect(await store.recordHold({ ...item, at: AT })).toBe(true);
      expect(await store.recordHold({ ...item, at: AT })).toBe(false);
      expect(await store.findHold(owner, 'a', true)).toEqual({ ...item, isOpen: true });
      expect(await store.listHolds(owner)).toHaveLength(2);
      expect(await store.listHolds(owner)).toContainEqual({ taskId: 'a', at: AT, counts: true });
      expect(await store.closeHold(owner, 'a', true, 'reque')).toBe(true);
      expect(await store.closeHold(owner, 'a', true)).toBe(false);
      expect(await store.findHold(owner, 'a', true)).toEqual({ ...item, isOpen: false });
      expect(await store.recordHold({ ...item, nonce: 'two', at: AT })).toBe(true);
      expect(await store.findHold(owner, 'a', true)).toMatchObject({ nonce: 'two', isOpen: true });
      expect(await store.findHold(owner, 'a', false)).toMatchObject({ isOpen: true });
      expect(await store.listEntries(owner, { limit: 9 })).toHaveLength(1);
    });

    it('lists all open holds of an owner', async () => {
      const ids = Array.from({ length: 60 }, (_, index) => `task-${index}`);
      const record = (taskId: string) =>
        store.recordHold({ owner, taskId, hold: coins(1), nonce: taskId, at: AT });
      await Promise.all(ids.map(record));
      const listed = (await store.listHolds(owner)).map(({ taskId }) => taskId);
      expect(listed.sort()).toEqual(ids.sort());
    });

    it('puts a price back once, and not when another of the group went back since', async () => {
      const [first, second] = ['task-1', 'other-1'];
      const seen = await read();
      if (!seen || !first || !second) throw new Error('There is an account.');
      expect(await store.returnPrice(seen, first, coins(30))).toBe(true);
      expect(await store.returnPrice(seen, second, coins(30))).toBe(false);
      expect(await store.returnPrice(seen, 'task-2', diamonds(2))).toBe(true);
      const since = await read();
      if (!since) throw new Error('There is an account.');
      expect(since.pendingReturns).toEqual({ [first]: true, 'task-2': true });
      expect(await store.returnPrice(since, first, coins(30))).toBe(false);
      expect(await store.returnPrice(since, second, coins(30))).toBe(true);
      await store.forgetReturn(owner, first);
      await store.forgetReturn(owner, first);
      await store.forgetReturn('nobody', first);
      expect(await store.returnPrice(since, first, coins(30))).toBe(false);
      expect(await read()).toMatchObject({
        ...{ balance: 160, diamonds: 2 },
        pendingReturns: { [second]: true, 'task-2': true },
      });
    });

    it('notes how many holds are closed, unless another did since', async () => {
      const seen = await read();
      if (!seen) throw new Error('There is an account.');
      expect(await store.noteClosed(seen, 3)).toBe(true);
      expect(await store.noteClosed(seen, 4)).toBe(false);
      expect((await read())?.closed).toBe(3);
    });

    it('holds diamonds beside coins, and returns each to where it came from', async () => {
      const rich = `rich-${owner}`;
      await store.create(newAccount({ owner: rich, createdAt: 'then', balance: 9, diamonds: 3 }));
      const [jewel, cheap] = [pending('a', diamonds(2)), pending('b', coins(2))];
      expect(await hold([jewel], {}, rich)).toEqual([]);
      expect(await hold([pending('c', diamonds(2))], {}, rich)).toBeUndefined();
      expect(await hold([cheap], {}, rich)).toEqual([]);
      expect(await store.get(rich)).toMatchObject({ balance: 7, diamonds: 1 });
      expect(await store.undoHold(rich, jewel)).toBe(true);
      expect(await store.get(rich)).toMatchObject({ balance: 7, diamonds: 3 });
    });

    describe('whose tasks are bounded', () => {
      const date = '2026-11-25';
      const bounded = (ids: string[], bounds: Omit<HoldBounds, 'own'>, own?: AccountLimits) =>
        hold(
          ids.map((id) => pending(id, coins(1))),
          { bounds: { own, ...bounds } },
        );

      it('holds up to so many tasks ever', async () => {
        expect(await bounded(['a', 'b'], { opened: 3 })).toEqual([]);
        expect(await bounded(['c', 'd'], { opened: 3 })).toBeUndefined();
        expect(await bounded(['c'], { opened: 3 })).toEqual([]);
        expect(await bounded(['d'], { opened: 3 })).toBeUndefined();
        expect(await bounded(['d'], { opened: 4 })).toEqual([]);
      });

      it('counts tasks by the day, each day once anew', async () => {
        const day = { date, tasks: 3, begins: false };
        expect(await bounded(['a'], { day })).toBeUndefined();
        expect(await bounded(['a'], { day: { ...day, begins: true } })).toEqual([]);
        expect(await bounded(['b'], { day: { ...day, begins: true } })).toBeUndefined();
        expect(await bounded(['b', 'c'], { day })).toEqual([]);
        expect(await bounded(['d'], { day })).toBeUndefined();
        expect((await store.get(owner))?.day).toEqual({ date, tasks: 3 });
        const next = { date: '2026-11-26', tasks: 3, begins: true };
        expect(await bounded(['d'], { day: { ...next, begins: false } })).toBeUndefined();
        expect(await bounded(['d'], { day: next })).toEqual([]);
        expect((await store.get(owner))?.day).toEqual({ date: '2026-11-26', tasks: 1 });
        await store.uncountDay(owner, date);
        await store.uncountDay(owner, '2026-11-26');
        expect((await store.get(owner))?.day).toEqual({ date: '2026-11-26', tasks: 0 });
      });

      it('holds nothing by other limits than the account has', async () => {
        expect(await bounded(['a'], { opened: 9 }, { openTasks: 9 })).toBeUndefined();
        expect(await store.setLimits(owner, { openTasks: 2 })).toBe(true);
        expect(await store.setLimits('nobody', { openTasks: 2 })).toBe(false);
        expect(await bounded(['a'], { opened: 9 })).toBeUndefined();
        expect(await bounded(['a'], { opened: 9 }, { tasksPerDay: 2 })).toBeUndefined();
        expect(await bounded(['a'], { opened: 2 }, { openTasks: 2 })).toEqual([]);
        expect((await store.get(owner))?.limits).toEqual({ openTasks: 2 });
      });
    });

    it('counts uploads by the day, up to a limit', async () => {
      const count = (day: string) => store.countUpload(owner, day, 2);
      const first = await Promise.all([count('2026-11-25'), count('2026-11-25')]);
      expect(first).toEqual([true, true]);
      expect(await count('2026-11-25')).toBe(false);
      expect(await count('2026-11-26')).toBe(true);
      expect(await store.countUpload('nobody', '2026-11-25', 2)).toBe(false);
    });

    it('keeps the ids that were assigned last', async () => {
      expect(await store.setAssignedIds(owner, ['one', 'two'])).toBe(true);
      expect(await store.setAssignedIds(owner, ['three'])).toBe(true);
      expect((await store.get(owner))?.assignedIds).toEqual(['three']);
      expect(await store.setAssignedIds('nobody', ['one'])).toBe(false);
    });

    it('is disabled from the first time on', async () => {
      await store.disable(owner, 'then');
      await store.disable(owner, 'later');
      expect((await store.get(owner))?.disabledAt).toBe('then');
      await store.disable('nobody', 'then');
      expect(await store.get('nobody')).toBeUndefined();
    });

    it('loses no coin when everything happens at once', async () => {
      const holds = Array.from({ length: 20 }, (_, index) => pending(`task-${index}`, coins(10)));
      const held = await Promise.all(holds.map((one) => hold([one])));
      expect(held.filter(Boolean)).toHaveLength(10);
      await Promise.all(holds.map((one) => store.undoHold(owner, one)));
      expect(await read()).toMatchObject({ balance: 100, pendingHolds: {} });
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

    it('lists an account while it holds something, until it is swept', async () => {
      const listed = async (before: string) =>
        (await store.listHolding(before, 500)).includes(owner);
      const times = ['09', '10', '11', '12', '13'].map((hour) => `2026-11-23T${hour}:00:00.000Z`);
      const [nine = '', ten = '', eleven = '', twelve = '', thirteen = ''] = times;
      expect(await listed(nine)).toBe(false);
      const [a, b] = [pending('a', coins(30)), pending('b', coins(30))];
      await hold([a]);
      expect(await listed(nine)).toBe(true);
      await store.noteHoldsSwept(owner, ten);
      await hold([b]);
      expect(await listed(nine)).toBe(false);
      expect(await listed(eleven)).toBe(true);
      await store.noteHoldsSwept(owner, eleven, 2);
      expect(await listed(twelve)).toBe(true);
      await store.forgetPending(owner, [a.nonce, b.nonce]);
      await store.noteHoldsSwept(owner, twelve, 1);
      expect(await listed(thirteen)).toBe(true);
      await store.noteHoldsSwept(owner, twelve, 2);
      expect(await listed(thirteen)).toBe(false);
      const facts = { owner, createdAt: 'then', balance: 40, opened: 2 };
      expect(await read()).toEqual(newAccount(facts));
    });

    it('lists so many holding accounts, the longest unswept first', async () => {
      const names = ['late', 'never', 'early'].map((name) => `${name}-${owner}`);
      for (const name of names) {
        await store.create(newAccount({ owner: name, createdAt: 'then', balance: 9 }));
        await hold([pending('a', coins(1))], {}, name);
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
