import type { Database } from './database.ts';

/** One event of an execution's history. */
export interface HistoryEvent {
  /** From 1, without gaps. */
  readonly id: number;
  /** The event this one follows from; 0 for the first. */
  readonly previous: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** AWS's name, such as `TaskStateEntered`. */
  readonly type: string;
  readonly details: Record<string, unknown>;
}

export interface HistoryStore {
  insert(execution: number, event: HistoryEvent): void;
  /** The newest event's id; 0 when there is none. */
  lastEvent(execution: number): number;
  /** Events after the id `from`, or before it when `reverse`. */
  page(execution: number, from: number, reverse: boolean, limit: number): HistoryEvent[];
}

export function createHistoryStore({ write, read }: Database): HistoryStore {
  const insert = write(
    'INSERT INTO history (execution, id, previous, time, type, details) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const selectLast = read('SELECT max(id) AS id FROM history WHERE execution = ?');
  const selectForward = read(
    'SELECT * FROM history WHERE execution = ? AND id > ? ORDER BY id LIMIT ?',
  );
  const selectReverse = read(
    'SELECT * FROM history WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );

  return {
    insert(execution, { id, previous, time, type, details }) {
      insert(execution, id, previous, time, type, JSON.stringify(details));
    },
    lastEvent: (execution) => Number(selectLast(execution)[0]?.['id'] ?? 0),
    page: (execution, from, reverse, limit) =>
      (reverse ? selectReverse : selectForward)(execution, from, limit).map((row) => ({
        id: Number(row['id']),
        previous: Number(row['previous']),
        time: Number(row['time']),
        type: String(row['type']),
        details: JSON.parse(String(row['details'])),
      })),
  };
}
