import { beforeEach, describe, expect, it } from 'vitest';
import {
  newResourceId,
  type Resource,
  type ResourceStore,
} from '../../functions/resources/resource-store.ts';

const START = Date.UTC(2026, 10, 25, 9);
let count = 0;

/** What every implementation of the port has to do. */
export function testResourceStore(
  name: string,
  open: (clock: { now(): number }) => ResourceStore,
): void {
  describe(`${name} as a store of what owners keep`, () => {
    let now: number;
    let store: ResourceStore;
    let owner: string;
    beforeEach(() => {
      now = START;
      store = open({ now: () => now });
      count += 1;
      owner = `owner-${count}`;
    });

    /** A face that was added so many milliseconds after the first. */
    function face(milliseconds: number, more: Partial<Resource> = {}): Resource {
      const at = START + milliseconds;
      return {
        owner,
        collection: 'faces',
        id: newResourceId(at),
        createdAt: new Date(at).toISOString(),
        content: { face_url: `https://example.com/${milliseconds}.jpg` },
        ...more,
      };
    }

    async function listed(collection = 'faces', limit = 100): Promise<string[]> {
      return (await store.list(owner, collection, limit)).map(({ id }) => id);
    }

    it('answers a thing as it was given, whatever JSON it holds', async () => {
      const content = { tags: ['a', { b: null }], size: 0.5, isPublic: false, name: '', 名: '顔' };
      const kept = face(0, { content });
      expect(await store.add(kept)).toBe(true);
      expect(await store.get(kept)).toEqual(kept);
      expect(await store.list(owner, 'faces', 1)).toEqual([kept]);
    });

    it('keeps the first thing of an id', async () => {
      const first = face(0);
      await store.add(first);
      expect(await store.add({ ...first, content: { changed: true } })).toBe(false);
      expect(await store.get(first)).toEqual(first);
    });

    it('adds a thing in the place of one whose time is over', async () => {
      const first = face(0, { expiresAt: START / 1000 + 60 });
      await store.add(first);
      now += 59_000;
      expect(await store.add({ ...first, content: { changed: true } })).toBe(false);
      now += 1_000;
      const next = { ...first, content: { changed: true }, expiresAt: START / 1000 + 120 };
      expect(await store.add(next)).toBe(true);
      expect(await store.get(first)).toEqual(next);
    });

    it('replaces a thing that expires, once, and none whose time is over', async () => {
      const first = { ...face(0), expiresAt: START / 1000 + 60 };
      const next = { ...first, expiresAt: START / 1000 + 50, content: { changed: true } };
      expect(await store.replace(first, next)).toBe(false);
      await store.add(first);
      expect(await store.replace(first, next)).toBe(true);
      expect(await store.replace(first, { ...next, content: {} })).toBe(false);
      expect(await store.get(first)).toEqual(next);
      now += 60_000;
      expect(await store.replace(next, first)).toBe(false);
    });

    it('lists the newest first, to the millisecond, whatever the order they came in', async () => {
      const [one, two, three] = [face(0), face(1), face(1_000)];
      for (const each of [two, three, one]) await store.add(each);
      expect(await listed()).toEqual([three.id, two.id, one.id]);
      expect(await listed('faces', 2)).toEqual([three.id, two.id]);
      expect(await listed('backgrounds')).toEqual([]);
    });

    it('keeps owners and collections apart', async () => {
      const mine = face(0);
      await store.add(mine);
      const elsewhere = [
        { ...mine, owner: `${owner}-2` },
        { ...mine, collection: 'backgrounds' },
      ];
      for (const address of elsewhere) {
        expect(await store.get(address)).toBeUndefined();
        expect(await store.remove(address)).toBe(false);
        expect(await store.list(address.owner, address.collection, 9)).toEqual([]);
        expect(await store.add(address)).toBe(true);
      }
      expect(await listed()).toEqual([mine.id]);
    });

    it('removes a thing once', async () => {
      const gone = face(0);
      await store.add(gone);
      expect(await store.remove(gone)).toBe(true);
      expect(await store.remove(gone)).toBe(false);
      expect(await store.get(gone)).toBeUndefined();
      expect(await listed()).toEqual([]);
    });

    it('finds no thing whose time is over, however long the database keeps it', async () => {
      const lasting = face(0);
      const ending = [1, 2, 3].map((each) => face(each, { expiresAt: START / 1000 + 60 }));
      for (const each of [lasting, ...ending]) await store.add(each);
      const [first = lasting] = ending;
      now = START + 59_999;
      expect(await store.get(first)).toEqual(first);
      expect(await listed()).toHaveLength(4);
      now = START + 60_000;
      expect(await store.get(first)).toBeUndefined();
      expect(await listed('faces', 1)).toEqual([lasting.id]);
      expect(await store.remove(first)).toBe(false);
    });

    it('reads on where many things fill more than one page', async () => {
      const content = { text: 'x'.repeat(30_000) };
      const many = Array.from({ length: 50 }, (_, index) => face(index, { content }));
      await Promise.all(many.map((each) => store.add(each)));
      expect(await listed()).toEqual(many.map(({ id }) => id).reverse());
    });
  });
}
