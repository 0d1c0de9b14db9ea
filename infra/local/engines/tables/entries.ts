import type { StatementSync } from 'node:sqlite';
import { openGroupCommit } from '../group-commit.ts';

/** Values under keys, in named spaces that are each sorted by key, on disk. A value is JSON and is never changed. */
export interface Entries {
  /** What one request sees of them. */
  open(): EntrySession;
  /** Makes everything durable and closes the file. */
  close(): void;
}

/** One request's view. Every call is done when it returns, so nobody comes between the calls of one turn. */
export interface EntrySession {
  get(space: string, key: string): unknown;
  /** Sets or, with undefined, removes a value. */
  set(space: string, key: string, value: unknown): void;
  /** The values of a range in the order of their keys; read as they are asked for, all in one turn. */
  values(space: string, range: Range): Iterable<unknown>;
  keys(space: string): string[];
  /**
   * Resolves when everything this session has read and written is on disk; undefined if it is. Rejects with
   * DiskFullError when some of it has been rolled back.
   */
  durable(): Promise<void> | undefined;
}

/** Keys from `gte` or after `gt` up to `lte` or before `lt`; all of them when there is no bound. */
export interface Range {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
  reverse?: boolean;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS spaces (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY, space INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (space, key));
`;

/** How many parsed values stay in memory: the records of the tasks at work, and what every task needs. */
const MOST_REMEMBERED = 1_000;

const bounds = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
const boundNames = ['gt', 'gte', 'lt', 'lte'] as const;

interface Space {
  readonly id: number;
  /** Values that are not in the file yet; undefined for one that was removed. */
  readonly unwritten: Map<string, unknown>;
  /** Keys whose value is not on the disk yet, and when it will be. */
  readonly unsynced: Map<string, Promise<void>>;
}

/**
 * Opens or makes the file. What is written in a short while shares one `fsync`, and a value that is written many times
 * in that while is turned into text once.
 */
export function openEntries(path: string): Entries {
  const commits = openGroupCommit(path, SCHEMA, writeAll, forget);
  const { file } = commits;
  const select = file.prepare('SELECT value FROM entries WHERE space = ? AND key = ?');
  const upsert = file.prepare(
    `INSERT INTO entries (space, key, value) VALUES (?, ?, ?)
     ON CONFLICT (space, key) DO UPDATE SET value = excluded.value`,
  );
  const remove = file.prepare('DELETE FROM entries WHERE space = ? AND key = ?');
  const insertSpace = file.prepare('INSERT INTO spaces (name) VALUES (?)');
  const selectSpaces = file.prepare('SELECT id, name FROM spaces');
  let spaces = readSpaces();
  const remembered = new Map<string, unknown>();
  const ranges = new Map<string, StatementSync>();

  function readSpaces(): Map<string, Space> {
    const rows = selectSpaces.all();
    return new Map(rows.map(({ id, name }) => [String(name), newSpace(Number(id))]));
  }

  /** Leaves nothing in memory that is not in the file. */
  function forget(): void {
    spaces = readSpaces();
    remembered.clear();
  }

  function getSpace(name: string): Space {
    const known = spaces.get(name);
    if (known !== undefined) return known;
    const { lastInsertRowid } = commits.write(() => insertSpace.run(name));
    const space = newSpace(Number(lastInsertRowid));
    spaces.set(name, space);
    return space;
  }

  function write({ id, unwritten }: Space): void {
    for (const [key, value] of unwritten) {
      if (value === undefined) remove.run(id, key);
      else upsert.run(id, key, JSON.stringify(value));
    }
    unwritten.clear();
  }

  /** For a query, which sees only what is in the file. */
  function flush(space: Space): void {
    if (space.unwritten.size > 0) commits.write(() => write(space));
  }

  function writeAll(): void {
    for (const space of spaces.values()) write(space);
  }

  function remember(place: string, value: unknown): void {
    remembered.delete(place);
    remembered.set(place, value);
    if (remembered.size <= MOST_REMEMBERED) return;
    const [oldest] = remembered.keys();
    if (oldest !== undefined) remembered.delete(oldest);
  }

  function read(space: Space, key: string): unknown {
    if (space.unwritten.has(key)) return space.unwritten.get(key);
    const place = `${space.id} ${key}`;
    const known = remembered.get(place);
    if (known !== undefined) return known;
    const row = select.get(space.id, key);
    if (row === undefined) return undefined;
    const value: unknown = JSON.parse(String(row['value']));
    remember(place, value);
    return value;
  }

  function set(space: Space, key: string, value: unknown): Promise<void> | undefined {
    commits.write(() => space.unwritten.set(key, value));
    const place = `${space.id} ${key}`;
    if (value === undefined) remembered.delete(place);
    else remember(place, value);
    const synced = commits.durable();
    if (synced === undefined || space.unsynced.get(key) === synced) return synced;
    space.unsynced.set(key, synced);
    const settled = () => {
      if (space.unsynced.get(key) === synced) space.unsynced.delete(key);
    };
    void synced.then(settled, settled);
    return synced;
  }

  function* values(space: Space, range: Range): Generator<unknown> {
    const given = boundNames.filter((name) => range[name] !== undefined);
    const order = `${given.join(' ')} ${range.reverse ? 'DESC' : 'ASC'}`;
    const statement = ranges.get(order) ?? file.prepare(rangeQuery(given, range.reverse));
    ranges.set(order, statement);
    for (const row of statement.iterate(space.id, ...given.map((name) => range[name] ?? ''))) {
      yield JSON.parse(String(row['value']));
    }
  }

  return {
    open() {
      const waits = new Set<Promise<void>>();
      const wait = (synced: Promise<void> | undefined) => synced && void waits.add(synced);
      return {
        get(name, key) {
          const space = getSpace(name);
          wait(space.unsynced.get(key));
          return read(space, key);
        },
        set: (name, key, value) => wait(set(getSpace(name), key, value)),
        values(name, range) {
          const space = getSpace(name);
          for (const synced of space.unsynced.values()) wait(synced);
          flush(space);
          return values(space, range);
        },
        keys(name) {
          const space = getSpace(name);
          flush(space);
          const rows = file.prepare('SELECT key FROM entries WHERE space = ? ORDER BY key');
          return rows.all(space.id).map(({ key }) => String(key));
        },
        durable: () => (waits.size === 0 ? undefined : Promise.all(waits).then(() => undefined)),
      };
    },
    close: commits.close,
  };
}

function newSpace(id: number): Space {
  return { id, unwritten: new Map(), unsynced: new Map() };
}

function rangeQuery(given: readonly (typeof boundNames)[number][], reverse = false): string {
  const conditions = ['space = ?', ...given.map((name) => `key ${bounds[name]} ?`)].join(' AND ');
  const order = reverse ? 'DESC' : 'ASC';
  return `SELECT value FROM entries WHERE ${conditions} ORDER BY key ${order}`;
}
