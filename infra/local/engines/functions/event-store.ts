import { DatabaseSync } from 'node:sqlite';

/** An asynchronous invocation that has been accepted and not yet finished. Times in milliseconds since 1970. */
export interface QueuedEvent {
  id: string;
  functionName: string;
  /** JSON text. */
  payload: string;
  receivedAt: number;
  /** How many attempts have failed. */
  failures: number;
  dueAt: number;
}

/** The accepted asynchronous invocations, on disk. */
export interface EventStore {
  add(event: QueuedEvent): void;
  update(event: QueuedEvent): void;
  remove(id: string): void;
  all(): QueuedEvent[];
  close(): void;
}

/** Opens or creates the store. What `add` has taken survives the end of the process and of the machine. */
export function openEventStore(path: string): EventStore {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(`CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY, functionName TEXT NOT NULL, payload TEXT NOT NULL,
    receivedAt INTEGER NOT NULL, failures INTEGER NOT NULL, dueAt INTEGER NOT NULL) STRICT`);
  const put = database.prepare(
    `INSERT OR REPLACE INTO events (id, functionName, payload, receivedAt, failures, dueAt)
     VALUES (:id, :functionName, :payload, :receivedAt, :failures, :dueAt)`,
  );
  const remove = database.prepare('DELETE FROM events WHERE id = ?');
  const all = database.prepare('SELECT * FROM events ORDER BY dueAt, receivedAt');
  return {
    add: (event) => void put.run({ ...event }),
    update: (event) => void put.run({ ...event }),
    remove: (id) => void remove.run(id),
    all: () => all.all() as unknown as QueuedEvent[],
    close: () => database.close(),
  };
}
