import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountStore } from '../../functions/accounts/account-store.ts';

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
      await store.create({ owner, createdAt: 'then', balance: 100, holds: {} });
    });

    it('keeps the first account of an owner', async () => {
      expect(await store.create({ owner, createdAt: 'now', balance: 5, holds: {} })).toBe(false);
      expect(await store.get(owner)).toEqual({ owner, createdAt: 'then', balance: 100, holds: {} });
      expect(await store.get('nobody')).toBeUndefined();
    });

    it('holds coins for several tasks at once', async () => {
      expect(await store.hold(owner, ['a', 'b'], 30)).toBe(true);
      expect(await store.get(owner)).toMatchObject({ balance: 40, holds: { a: 30, b: 30 } });
    });

    it('holds all or nothing', async () => {
      await store.hold(owner, ['a'], 30);
      expect(await store.hold(owner, ['b', 'c', 'd'], 30)).toBe(false);
      expect(await store.hold(owner, ['a', 'b'], 30)).toBe(false);
      expect(await store.hold('nobody', ['a'], 1)).toBe(false);
      expect(await store.get(owner)).toMatchObject({ balance: 70, holds: { a: 30 } });
    });

    it('holds down to nothing left, and not below', async () => {
      expect(await store.hold(owner, ['a'], 100)).toBe(true);
      expect(await store.hold(owner, ['b'], 1)).toBe(false);
      expect((await store.get(owner))?.balance).toBe(0);
    });

    it('drops a hold once', async () => {
      await store.hold(owner, ['a'], 30);
      expect(await store.dropHold(owner, 'a')).toBe(true);
      expect(await store.dropHold(owner, 'a')).toBe(false);
      expect(await store.get(owner)).toMatchObject({ balance: 70, holds: {} });
    });

    it('returns a hold once, of the size that was held', async () => {
      await store.hold(owner, ['a'], 30);
      expect(await store.returnHold(owner, 'a', 31)).toBe(false);
      expect(await store.returnHold(owner, 'a', 30)).toBe(true);
      expect(await store.returnHold(owner, 'a', 30)).toBe(false);
      expect(await store.get(owner)).toMatchObject({ balance: 100, holds: {} });
    });

    it('loses no coin when everything happens at once', async () => {
      const tasks = Array.from({ length: 20 }, (_, index) => `task-${index}`);
      const held = await Promise.all(tasks.map((id) => store.hold(owner, [id], 10)));
      expect(held.filter(Boolean)).toHaveLength(10);
      await Promise.all(tasks.map((id) => store.returnHold(owner, id, 10)));
      expect(await store.get(owner)).toMatchObject({ balance: 100, holds: {} });
    });

    it('finds a token by its hash', async () => {
      const token = { hash: `hash-${owner}`, owner, createdAt: 'now' };
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
      expect(await store.tokensOf(owner)).toEqual([first, second]);
      expect(await store.tokensOf(owner.slice(0, -1))).toEqual([]);
      expect(await store.removeToken(first)).toBe(true);
      expect(await store.removeToken(first)).toBe(false);
      expect(await store.findToken(first.hash)).toBeUndefined();
      expect(await store.countStart(first.hash, 7)).toBeUndefined();
      expect(await store.tokensOf(owner)).toEqual([second]);
    });

    it('lists an account while it holds coins, until its holds are swept', async () => {
      const listed = async (before: string) =>
        (await store.listHolding(before, 500)).includes(owner);
      expect(await listed('2026-11-23T09:00:00.000Z')).toBe(false);
      await store.hold(owner, ['a'], 30);
      expect(await listed('2026-11-23T09:00:00.000Z')).toBe(true);
      await store.noteHoldsSwept(owner, '2026-11-23T10:00:00.000Z');
      await store.hold(owner, ['b'], 30);
      expect(await listed('2026-11-23T09:00:00.000Z')).toBe(false);
      expect(await listed('2026-11-23T11:00:00.000Z')).toBe(true);
      await store.dropHold(owner, 'a');
      await store.dropHold(owner, 'b');
      await store.noteHoldsSwept(owner, '2026-11-23T11:00:00.000Z');
      expect(await listed('2026-11-23T12:00:00.000Z')).toBe(false);
      expect(await store.get(owner)).toEqual({
        owner,
        createdAt: 'then',
        balance: 40,
        holds: {},
      });
    });

    it('lists so many holding accounts, the longest unswept first', async () => {
      const names = ['late', 'never', 'early'].map((name) => `${name}-${owner}`);
      for (const name of names) {
        await store.create({ owner: name, createdAt: 'then', balance: 9, holds: {} });
        await store.hold(name, ['a'], 1);
      }
      await store.noteHoldsSwept(`late-${owner}`, '1999-12-02T00:00:00.000Z');
      await store.noteHoldsSwept(`early-${owner}`, '1999-12-01T00:00:00.000Z');
      const listed = await store.listHolding('2000-01-01T00:00:00.000Z', 500);
      const ours = listed.filter((name) => names.includes(name));
      expect(ours).toEqual([`never-${owner}`, `early-${owner}`, `late-${owner}`]);
      expect(await store.listHolding('2000-01-01T00:00:00.000Z', 2)).toHaveLength(2);
    });

    it('keeps the first of two lines of the history with one id', async () => {
      const line = { owner, id: 'b#charge', at: 'then', coins: -30, reason: 'charge' as const };
      await store.record(line);
      await store.record({ ...line, at: 'now' });
      expect(await store.movement(owner, 'b#charge')).toEqual(line);
      expect(await store.movement(owner, 'c#charge')).toBeUndefined();
    });

    it('takes the same movement twice', async () => {
      const movement = { owner, id: 'a#charge', at: 'now', coins: -30, reason: 'charge' as const };
      await store.record(movement);
      await expect(store.record(movement)).resolves.toBeUndefined();
    });
  });
}
