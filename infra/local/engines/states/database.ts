import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { openGroupCommit } from '../group-commit.ts';

export type Row = Record<string, SQLOutputValue>;

/** The engine's file. Writes gather in one open transaction, so that those of a short while share one `fsync`. */
export interface Database {
  /** Prepares a statement that changes rows. It is durable once `durable()` resolves. Throws DiskFullError. */
  write(sql: string): (...values: SQLInputValue[]) => number;
  /** Prepares a query. It sees all writes, durable or not. */
  read(sql: string): (...values: SQLInputValue[]) => Row[];
  /** Resolves when everything written so far has reached the disk; rejects with DiskFullError when it was rolled back. */
  durable(): Promise<void>;
  /** Makes everything durable and closes the file. */
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS definitions (
    id INTEGER PRIMARY KEY,
    machine TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (machine, text)
  );
  CREATE TABLE IF NOT EXISTS executions (
    id INTEGER PRIMARY KEY,
    machine TEXT NOT NULL,
    definition INTEGER NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    input TEXT NOT NULL,
    startedAt INTEGER NOT NULL,
    stoppedAt INTEGER,
    timesOutAt INTEGER,
    output TEXT,
    error TEXT,
    cause TEXT,
    redriveCount INTEGER NOT NULL DEFAULT 0,
    redrivenAt INTEGER,
    UNIQUE (machine, name)
  );
  CREATE INDEX IF NOT EXISTS executionsByStatus ON executions (machine, status, id);
  CREATE INDEX IF NOT EXISTS runningExecutions ON executions (id) WHERE status = 'RUNNING';
  CREATE INDEX IF NOT EXISTS stoppedExecutions ON executions (stoppedAt) WHERE stoppedAt IS NOT NULL;
  CREATE TABLE IF NOT EXISTS positions (
    id INTEGER PRIMARY KEY,
    execution INTEGER NOT NULL,
    phase TEXT NOT NULL,
    token TEXT UNIQUE,
    body TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS positionsOfExecution ON positions (execution);
  CREATE TABLE IF NOT EXISTS history (
    execution INTEGER NOT NULL,
    id INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    time INTEGER NOT NULL,
    type TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (execution, id)
  ) WITHOUT ROWID;
`;

/**
 * Opens the engine's file, or makes it.
 * @param afterRollback called when the disk was full and memory is ahead of the file
 */
export function openDatabase(path: string, afterRollback: () => void): Database {
  const { file, write, durable, close } = openGroupCommit(path, SCHEMA, undefined, afterRollback);
  return {
    write(sql) {
      const statement = file.prepare(sql);
      return (...values) => write(() => Number(statement.run(...values).lastInsertRowid));
    },
    read(sql) {
      const statement = file.prepare(sql);
      return (...values) => statement.all(...values);
    },
    durable: async () => durable(),
    close,
  };
}
