import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DiskFullError, isDiskFull } from './disk-full-error.ts';

/**
 * A SQLite file whose writes gather in one open transaction, so that those of a short while share one `fsync`, for
 * which nobody waits but those who asked for it.
 */
export interface GroupCommit {
  readonly file: DatabaseSync;
  /**
   * Carries out statements that write; those of one call are kept or lost together.
   * @throws DiskFullError when there is no room: everything since the last commit is rolled back
   */
  write<Result>(statements: () => Result): Result;
  /**
   * Resolves when everything written so far has reached the disk; undefined if it has already. Rejects with DiskFullError
   * when there was no room and it has been rolled back.
   */
  durable(): Promise<void> | undefined;
  /** Makes everything durable and closes the file. */
  close(): void;
}

/** How long a write may wait for company before it is committed, in milliseconds. */
const COMMIT_WINDOW_MILLISECONDS = 2;
/** How long it waits where writes come in a window so densely that each commit spared is worth it, in milliseconds. */
const LONGEST_WINDOW_MILLISECONDS = 10;
const MANY_WRITES = 16;
/** How long to wait for room on a full disk before the next try, in milliseconds. */
const RETRY_MILLISECONDS = 500;

interface Group {
  readonly begunAt: number;
  /** How many writes have come, in all and when it was last looked at. */
  writes: number;
  seen: number;
  readonly durable: PromiseWithResolvers<void>;
}

/**
 * Opens or makes the file. A commit goes to the write-ahead log, which survives the end of this process; the log is
 * then brought to the disk by a separate thread, which is all that `synchronous = FULL` adds (SQLite, "PRAGMA
 * synchronous"). A commit that finds no room rolls its group back, and its writers get the error. An `fsync` that finds no room
 * is made up for by a checkpoint, once there is room; until then its writers wait, and others get the error. One that fails
 * otherwise ends the process: what was committed may be read by others by then, and a restart goes on from the file.
 *
 * @param schema statements that make what is missing
 * @param beforeCommit optional; writes what has been put off until now
 * @param afterRollback optional; forgets what memory holds that the file does not
 * @param sync optional; `fdatasync` unless given
 */
export function openGroupCommit(
  path: string,
  schema: string,
  beforeCommit: () => void = () => {},
  afterRollback: () => void = () => {},
  sync: typeof fdatasync = fdatasync,
): GroupCommit {
  const file = new DatabaseSync(path);
  file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
  file.exec(schema);
  const log = openSync(`${path}-wal`, 'r+');
  const beginTransaction = file.prepare('BEGIN IMMEDIATE');
  const commitTransaction = file.prepare('COMMIT');
  const rollback = file.prepare('ROLLBACK');
  const checkpoint = file.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
  let open: Group | undefined;
  let timer: NodeJS.Timeout | undefined;
  let syncing: Group | undefined;
  let closed = false;

  function begin(): void {
    if (open === undefined) {
      beginTransaction.run();
      const durable = Promise.withResolvers<void>();
      // Not everybody who writes waits.
      durable.promise.catch(() => {});
      open = { begunAt: performance.now(), writes: 0, seen: 0, durable };
      if (syncing === undefined) schedule(COMMIT_WINDOW_MILLISECONDS);
    }
    open.writes += 1;
  }

  function write<Result>(statements: () => Result): Result {
    begin();
    try {
      return statements();
    } catch (error) {
      throw isDiskFull(error) ? rollBack(error) : error;
    }
  }

  /** SQLite itself rolls back after some of these errors (SQLite, "Response To Errors Within A Transaction"). */
  function rollBack(cause: unknown): DiskFullError {
    clearTimeout(timer);
    if (file.isTransaction) rollback.run();
    const group = open;
    open = undefined;
    afterRollback();
    const error = new DiskFullError(cause);
    group?.durable.reject(error);
    return error;
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
    try {
      beforeCommit();
      commitTransaction.run();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      rollBack(error);
      return undefined;
    }
    open = undefined;
    return group;
  }

  function commitAndSync(): void {
    syncing = commit();
    if (syncing !== undefined) sync(log, synced);
  }

  function synced(error: Error | null): void {
    const group = syncing;
    syncing = undefined;
    if (closed) closeSync(log);
    if (closed) return;
    if (error !== null && isDiskFull(error)) {
      syncing = group;
      setTimeout(syncByCheckpoint, RETRY_MILLISECONDS, error);
      return;
    }
    if (error !== null) throw error;
    settle(group);
  }

  /**
   * A second `fsync` would succeed without having written what the first could not. A checkpoint writes it anew, from the
   * log to the file itself, and says when there is no room for that either.
   */
  function syncByCheckpoint(cause: Error): void {
    if (closed) {
      closeSync(log);
      return;
    }
    try {
      // None can be made in a transaction, and there is no room for that one.
      if (open !== undefined) rollBack(cause);
      const { busy } = checkpoint.get() as { busy: number };
      if (busy !== 0) throw new DiskFullError(cause);
    } catch {
      setTimeout(syncByCheckpoint, RETRY_MILLISECONDS, cause);
      return;
    }
    const group = syncing;
    syncing = undefined;
    settle(group);
  }

  function settle(group: Group | undefined): void {
    group?.durable.resolve();
    if (open !== undefined) {
      schedule(Math.max(open.begunAt + COMMIT_WINDOW_MILLISECONDS - performance.now(), 0));
    }
  }

  return {
    file,
    write,
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
