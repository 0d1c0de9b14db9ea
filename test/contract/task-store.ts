import { beforeEach, describe, expect, it } from 'vitest';
import { applyChange, type Task } from '../../functions/tasks/task.ts';
import type { ListedOutcome, TaskStore } from '../../functions/tasks/task-store.ts';

let count = 0;

/** A record like any other, under an id that was not used before. */
function someTask(more: Partial<Task> = {}): Task {
  count += 1;
  const id = count.toString(16).padStart(24, '0');
  return {
    id,
    owner: 'ada',
    kind: 'image-to-video',
    name: 'a cat',
    request: {
      image_url: 'https://example.com/cat.jpg',
      prompt: 'slow push in 🐈',
      negative_prompt: '',
      model_type: 'GENERAL',
      video_time: 5,
      number_of_images: 1,
      extend_prompt: true,
      skip_face_enhance: false,
      minor_suspected_skip: false,
    },
    variant: 0,
    fingerprint: 'f',
    status: 'initialized',
    coins: 30,
    provider: 'embedded',
    version: 1,
    createdAt: '2026-11-23T09:00:00.000Z',
    updatedAt: '2026-11-23T09:00:00.000Z',
    progress: 0,
    expiresAt: 2_000_000_000,
    ...more,
  };
}

/** What every implementation of the port has to do. */
export function testTaskStore(name: string, open: () => TaskStore): void {
  describe(`${name} as a store of tasks`, () => {
    let store: TaskStore;
    let owner: string;
    beforeEach(() => {
      store = open();
      count += 1;
      owner = `owner-${count}`;
    });

    it('gives back what was put in', async () => {
      const task = someTask({
        operation: { urls: ['a', 'b'], nested: { seed: 0, more: null } },
        webhook: { url: 'https://example.com/hook', sealedToken: 's' },
      });
      expect(await store.create(task)).toBe(true);
      expect(await store.get(task.id)).toEqual(task);
    });

    it('knows nothing of an id that was never used', async () => {
      expect(await store.get('f'.repeat(24))).toBeUndefined();
    });

    it('keeps the first record under an id', async () => {
      const task = someTask();
      await store.create(task);
      expect(await store.create({ ...task, name: 'a dog' })).toBe(false);
      expect((await store.get(task.id))?.name).toBe('a cat');
    });

    it('puts only the next version in place of a version', async () => {
      const task = someTask();
      await store.create(task);
      const sent = applyChange(task, { status: 'sent', operation: { id: 1 } }, 1);
      const rival = applyChange(task, { status: 'failed' }, 2);
      expect(await store.replace(sent)).toBe(true);
      expect(await store.replace(rival)).toBe(false);
      expect(await store.get(task.id)).toEqual(sent);
    });

    it('replaces nothing where nothing is', async () => {
      const ghost = someTask({ version: 2 });
      expect(await store.replace(ghost)).toBe(false);
      expect(await store.get(ghost.id)).toBeUndefined();
    });

    it('forgets a field that a change takes away', async () => {
      const task = someTask({ startRequestedAt: '2026-11-23T09:00:01.000Z' });
      await store.create(task);
      await store.replace(applyChange(task, { startRequestedAt: undefined }, 1));
      expect(await store.get(task.id)).not.toHaveProperty('startRequestedAt');
    });

    it('answers many records in the order they were asked for, without the unknown', async () => {
      const tasks = Array.from({ length: 130 }, () => someTask({ owner }));
      await Promise.all(tasks.map((task) => store.create(task)));
      const ids = tasks.map(({ id }) => id).reverse();
      const found = await store.getAll(['0'.repeat(24), ...ids]);
      expect(found.map(({ id }) => id)).toEqual(ids);
    });

    it('answers a record as often as it was asked for', async () => {
      const { id, ...facts } = someTask();
      await store.create({ id, ...facts });
      expect(await store.getAll([id, id])).toEqual([
        { id, ...facts },
        { id, ...facts },
      ]);
    });

    it('lists an owner’s records newest first', async () => {
      const times = ['10:00', '12:00', '11:00'].map((time) => `2026-11-23T${time}:00.000Z`);
      const tasks = times.map((createdAt) => someTask({ owner, createdAt }));
      await Promise.all(tasks.map((task) => store.create(task)));
      await store.create(someTask({ owner: 'someone else' }));
      const [ten, twelve, eleven] = tasks;
      expect(await store.listIds(owner, 'image-to-video')).toEqual([
        twelve?.id,
        eleven?.id,
        ten?.id,
      ]);
    });

    it('lists open records, the longest unseen first, until they are announced', async () => {
      const [old, older, late] = ['02', '01', '03'].map((day) =>
        someTask({ owner, createdAt: `1999-01-${day}T00:00:00.000Z` }),
      ) as [Task, Task, Task];
      for (const task of [old, older, late]) await store.create(task);
      const open = (day: string, limit = 50) =>
        store.listOpenIds(`1999-01-${day}T12:00:00.000Z`, limit);
      expect(await open('02')).toEqual([older.id, old.id]);
      expect(await open('31', 1)).toEqual([older.id]);
      const seen = applyChange(older, { sweptAt: '1999-01-04T00:00:00.000Z' }, 1);
      await store.replace(seen);
      expect(await open('31')).toEqual([old.id, late.id, older.id]);
      await store.replace(applyChange(old, { status: 'failed' }, 1));
      await store.replace(applyChange(late, { deletedAt: '1999-01-05T00:00:00.000Z' }, 1));
      expect(await open('31')).toEqual([old.id, older.id]);
      const failed = applyChange(seen, { status: 'failed' }, 1);
      await store.replace(failed);
      await store.replace(applyChange(failed, { announcedAt: '1999-01-06T00:00:00.000Z' }, 1));
      expect(await open('31')).toEqual([old.id]);
      expect(await store.get(late.id)).not.toHaveProperty('open');
    });

    it('lists no deleted record, and still has it', async () => {
      const task = someTask({ owner });
      await store.create(task);
      await store.replace(applyChange(task, { deletedAt: '2026-11-23T10:00:00.000Z' }, 1));
      expect(await store.listIds(owner, 'image-to-video')).toEqual([]);
      expect(await store.get(task.id)).toHaveProperty('deletedAt');
    });

    it('lists every kind newest first, between two positions and by label', async () => {
      const at = (second: number) => `2026-11-23T09:00:0${second}.000Z`;
      const made = [1, 2, 3].map((second) =>
        someTask({ owner, createdAt: at(second), ...(second === 2 ? { externalId: 'o-7' } : {}) }),
      );
      const others = [
        someTask({ owner, createdAt: at(4), deletedAt: at(5) }),
        someTask({ owner: `${owner}-other`, createdAt: at(4) }),
      ];
      for (const task of [...made, ...others]) await store.create(task);
      const [first, second, third] = made.map(({ id }) => id);
      const ids = async (more: object) =>
        (await store.listPage({ owner, before: '~', limit: 10, ...more })).map(({ id }) => id);
      expect(await ids({})).toEqual([third, second, first]);
      expect(await ids({ limit: 2 })).toEqual([third, second]);
      const [newest] = await store.listPage({ owner, before: '~', limit: 1 });
      expect(await ids({ before: newest?.position })).toEqual([second, first]);
      expect(await ids({ from: at(2) })).toEqual([third, second]);
      expect(await ids({ from: at(2), before: at(1) })).toEqual([]);
      expect(await ids({ before: '' })).toEqual([]);
      expect(await ids({ externalId: 'o-7' })).toEqual([second]);
      expect(await ids({ kind: 'talking-photo' })).toEqual([]);
    });

    it('lists records by how they ended, at their new place once they have', async () => {
      const tasks = [1, 2, 3, 4].map((second) =>
        someTask({ owner, createdAt: `2026-11-23T09:00:0${second}.000Z`, status: 'pending' }),
      ) as [Task, Task, Task, Task];
      for (const task of tasks) await store.create(task);
      const [first, second, third, fourth] = tasks;
      await store.replace(applyChange(first, { status: 'failed' }, 1));
      await store.replace(applyChange(second, { status: 'completed' }, 1));
      await store.replace(applyChange(third, { status: 'processing' }, 1));
      const ids = async (outcome: ListedOutcome, before = '~') =>
        (await store.listPage({ owner, outcome, before, limit: 10 })).map(({ id }) => id);
      expect(await ids('failed')).toEqual([first.id]);
      expect(await ids('completed')).toEqual([second.id]);
      expect(await ids('open')).toEqual([fourth.id, third.id]);
      expect(await ids('open', `${fourth.createdAt}#${fourth.id}`)).toEqual([third.id]);
    });
  });
}
