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

    it('takes the same movement twice', async () => {
      const movement = { owner, id: 'a#charge', at: 'now', coins: -30, reason: 'charge' as const };
      await store.record(movement);
      await expect(store.record(movement)).resolves.toBeUndefined();
    });
  });
}
