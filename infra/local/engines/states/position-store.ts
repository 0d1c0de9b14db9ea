import type { Database, Row } from './database.ts';

/**
 * Where a position stands:
 * - `ready`: the state's work begins, or begins again after the process died;
 * - `waiting`, `retrying`: until `wakeAt`;
 * - `callback`: for its task token;
 * - `returned`: the token came back with `returned`.
 */
type Phase = 'ready' | 'waiting' | 'retrying' | 'callback' | 'returned';

/** Where an execution has come to: all that is needed to go on after the process died. */
export interface Position {
  readonly id: number;
  readonly execution: number;
  phase: Phase;
  state: string;
  input: unknown;
  /** This and all times: milliseconds since 1970. */
  enteredAt: number;
  enteredEvent: number;
  /** The newest event of this position in the history. */
  lastEvent: number;
  variables: Record<string, unknown>;
  /** How many retries each retrier has made in this visit of the state. */
  retryCounts: number[];
  wakeAt?: number | undefined;
  token?: string | undefined;
  timeoutAt?: number | undefined;
  heartbeatSeconds?: number | undefined;
  heartbeatAt?: number | undefined;
  returned?: { result: unknown } | { error: string; cause: string } | undefined;
}

export interface PositionStore {
  insert(position: Omit<Position, 'id'>): Position;
  save(position: Position): void;
  delete(id: number): void;
  find(id: number): Position | undefined;
  findByToken(token: string): Position | undefined;
  ofExecution(execution: number): Position[];
  deleteOfExecution(execution: number): void;
}

export function createPositionStore({ write, read }: Database): PositionStore {
  const insert = write('INSERT INTO positions (execution, phase, token, body) VALUES (?, ?, ?, ?)');
  const update = write('UPDATE positions SET phase = ?, token = ?, body = ? WHERE id = ?');
  const remove = write('DELETE FROM positions WHERE id = ?');
  const removeAll = write('DELETE FROM positions WHERE execution = ?');
  const selectById = read('SELECT id, body FROM positions WHERE id = ?');
  const selectByToken = read('SELECT id, body FROM positions WHERE token = ?');
  const selectAll = read('SELECT id, body FROM positions WHERE execution = ? ORDER BY id');

  return {
    insert(position) {
      const { execution, phase, token } = position;
      const body = JSON.stringify(position);
      const id = insert(execution, phase, token ?? null, body);
      return { ...position, id };
    },
    save(position) {
      update(position.phase, position.token ?? null, JSON.stringify(position), position.id);
    },
    delete: (id) => {
      remove(id);
    },
    find: (id) => selectById(id).map(readPosition)[0],
    findByToken: (token) => selectByToken(token).map(readPosition)[0],
    ofExecution: (execution) => selectAll(execution).map(readPosition),
    deleteOfExecution: (execution) => {
      removeAll(execution);
    },
  };
}

/** The bodies are our own writing: only the type is asserted. */
function readPosition(row: Row): Position {
  return { ...JSON.parse(String(row['body'])), id: Number(row['id']) } as Position;
}
