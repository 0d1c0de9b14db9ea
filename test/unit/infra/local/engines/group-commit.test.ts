import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { DiskFullError } from '../../../../../infra/local/engines/disk-full-error.ts';
import { openGroupCommit } from '../../../../../infra/local/engines/group-commit.ts';
import { temporaryDirectory } from '../fixture.ts';

const schema = 'CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL)';

function openNotes(path = join(temporaryDirectory(), 'notes.sqlite')) {
  const { write: writeIn, durable, file, close } = openGroupCommit(path, schema);
  const insert = file.prepare('INSERT INTO notes (text) VALUES (?)');
  const write = (text: string) => void writeIn(() => insert.run(text));
  return { path, write, durable, close, file };
}

/** What another process would find. */
function read(path: string): unknown[] {
  const file = new DatabaseSync(path, { readOnly: true });
  const notes = file.prepare('SELECT text FROM notes ORDER BY rowid').all();
  file.close();
  return notes.map(({ text }) => text);
}

describe('writes of a short while', () => {
  it('are committed together and found by others when they are durable', async () => {
    const { path, write, durable, close } = openNotes();
    expect(durable()).toBeUndefined();
    write('one');
    const first = durable();
    write('two');
    expect(durable()).toBe(first);
    expect(read(path)).toEqual([]);
    await first;
    expect(read(path)).toEqual(['one', 'two']);
    expect(durable()).toBeUndefined();
    close();
  });

  it('that come while others are on their way to the disk are durable after those', async () => {
    const { path, write, durable, close } = openNotes();
    const ended: string[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      write(`${turn}`);
      void durable()?.then(() => ended.push(`${turn}`));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await durable();
    expect(ended).toEqual(Array.from({ length: 20 }, (_, turn) => `${turn}`));
    expect(read(path)).toEqual(ended);
    close();
  });

  it('are made durable by the close, and nobody waits for ever', async () => {
    const { path, write, durable, close } = openNotes();
    write('last');
    const last = durable();
    close();
    await last;
    expect(read(path)).toEqual(['last']);
    openNotes(path).close();
  });
});

describe('writes that find no room', () => {
  it('are rolled back with those of their group, whose writers are told, and later ones go on', async () => {
    const { path, write, durable, close, file } = openNotes();
    write('before');
    await durable();
    file.exec('PRAGMA max_page_count = 3');
    write('of the same group');
    const group = durable();
    expect(() => write('x'.repeat(100_000))).toThrow(DiskFullError);
    await expect(group).rejects.toThrow(DiskFullError);
    expect(durable()).toBeUndefined();
    file.exec('PRAGMA max_page_count = 1000');
    write('after');
    await durable();
    close();
    expect(read(path)).toEqual(['before', 'after']);
  });
});

describe('a disk that is full when a commit is to reach it', () => {
  it('keeps its writers waiting, refuses others, and goes on when there is room', async () => {
    const path = join(temporaryDirectory(), 'notes.sqlite');
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const failing = vi.fn((_log: number, done: (error: Error | null) => void) => done(full));
    const nothing = () => {};
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const group = openGroupCommit(path, schema, nothing, nothing, failing as never);
      const insert = group.file.prepare('INSERT INTO notes (text) VALUES (?)');
      group.write(() => insert.run('first'));
      const first = group.durable();
      let isDurable = false;
      void first?.then(() => {
        isDurable = true;
      });
      vi.advanceTimersByTime(100);
      group.write(() => insert.run('second'));
      const second = group.durable();
      await Promise.resolve();
      expect([failing.mock.calls.length, isDurable]).toEqual([1, false]);
      vi.advanceTimersByTime(500);
      await expect(second).rejects.toBeInstanceOf(DiskFullError);
      await first;
      failing.mockImplementation((_log, done) => done(null));
      group.write(() => insert.run('third'));
      vi.advanceTimersByTime(100);
      await group.durable();
      expect(read(path)).toEqual(['first', 'third']);
      group.close();
    } finally {
      vi.useRealTimers();
    }
  });
});
