import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * A SQLite file whose writes gather in one open transaction, so that those of a short while share one `fsync`, for
 * which nobody waits but those who asked for it.
 */
export interface GroupCommit {
  readonly file: DatabaseSync;
  /** Belongs before every write. */
  begin(): void;
  /** Resolves when everything written so far has reached the disk; undefined if it has already. */
  durable(): Promise<void> | undefined;
  /** Makes everything durable and closes the file. */
  close(): void;
}

/** How long a write may wait for company before it is committed, in milliseconds. */
const COMMIT_WINDOW_MILLISECONDS = 2;
/** How long it waits where so many writes come in a window that each commit spared is worth it, in milliseconds. */
const LONGEST_WINDOW_MILLISECONDS = 10;
const MANY_WRITES = 16;

interface Group {
  readonly begunAt: number;
  /** How many writes have come, in all and when it was last looked at. */
  writes: number;
  seen: number;
  readonly durable: PromiseWithResolvers<void>;
}

/**
 * Opens or makes the file. A commit goes to the write-ahead log, which survives the end of this process; the log is
 * then brought to the disk by a thread of its own, which is all that `synchronous = FULL` adds (SQLite, "PRAGMA
 * synchronous"). A failed commit or `fsync` (a full disk) ends the process: memory is ahead of the file, and a restart
 * goes on from the file.
 *
 * @param schema statements that make what is missing
 * @param beforeCommit writes what has been put off until now
 */
export function openGroupCommit(
  path: string,
  schema: string,
  beforeCommit: () => void = () => {},
): GroupCommit {
  const file = new DatabaseSync(path);
  file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
  file.exec(schema);
  const log = openSync(`${path}-wal`, 'r+');
  const beginTransaction = file.prepare('BEGIN IMMEDIATE');
  const commitTransaction = file.prepare('COMMIT');
  let open: Group | undefined;
  let timer: NodeJS.Timeout | undefined;
  let syncing: Group | undefined;
  let closed = false;

  function begin(): void {
    if (open === undefined) {
      beginTransaction.run();
      const durable = Promise.withResolvers<void>();
      open = { begunAt: performance.now(), writes: 0, seen: 0, durable };
      if (syncing === undefined) schedule(COMMIT_WINDOW_MILLISECONDS);
    }
    open.writes += 1;
  }

  function schedule(milliseconds: number): void {
    timer = setTimeout(commitOrWait, milliseconds);
  }

  function commitOrWait(): void {
    if (open === undefined) return;
    const isBusy = open.writes - open.seen >= MANY_WRITES;
    open.seen = open.writes;
    const mayWait = performance.now() - open.begunAt < LONGEST_WINDOW_MILLISECONDS;
    if (isBusy && mayWait) schedule(COMMIT_WINDOW_MILLISECONDS);
    else commitAndSync();
  }

  function commit(): Group | undefined {
    const group = open;
    if (group === undefined) return undefined;
    clearTimeout(timer);
    beforeCommit();
    commitTransaction.run();
    open = undefined;
    return group;
  }

  function commitAndSync(): void {
    syncing = commit();
    fdatasync(log, synced);
  }

  function synced(error: Error | null): void {
    const group = syncing;
    syncing = undefined;
    if (closed) closeSync(log);
    if (closed) return;
    if (error !== null) throw error;
    group?.durable.resolve();
    if (open !== undefined) {
      schedule(Math.max(open.begunAt + COMMIT_WINDOW_MILLISECONDS - performance.now(), 0));
    }
  }

  return {
    file,
    begin,
    durable: () => (open ?? syncing)?.durable.promise,
    close() {
      closed = true;
      const group = commit();
      fdatasyncSync(log);
      for (const ended of [syncing, group]) ended?.durable.resolve();
      if (syncing === undefined) closeSync(log);
      file.close();
    },
  };
}
