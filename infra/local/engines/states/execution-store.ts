import type { Database, Row } from './database.ts';

export const EXECUTION_STATUSES = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
] as const;

export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** One execution of a state machine. Times are milliseconds since 1970. */
export interface Execution {
  readonly id: number;
  /** The state machine's ARN. */
  readonly machine: string;
  /** The definition it was started with, which it keeps. */
  readonly definition: number;
  readonly name: string;
  readonly status: ExecutionStatus;
  /** JSON. */
  readonly input: string;
  readonly startedAt: number;
  readonly stoppedAt: number | null;
  readonly timesOutAt: number | null;
  /** JSON. */
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly redriveCount: number;
  readonly redrivenAt: number | null;
}

type NewExecution = Pick<
  Execution,
  'machine' | 'definition' | 'name' | 'input' | 'startedAt' | 'timesOutAt'
>;
/** How an execution ended. */
type Ending = Pick<Execution, 'status' | 'output' | 'error' | 'cause'> & {
  stoppedAt: number;
};

export interface ExecutionStore {
  /** Returns the new execution's id. */
  insert(execution: NewExecution): number;
  find(id: number): Execution | undefined;
  findByName(machine: string, name: string): Execution | undefined;
  /** Every execution that has not ended, without its data. */
  running(): Pick<Execution, 'id' | 'timesOutAt'>[];
  /** How many have not ended. */
  countRunning(): number;
  /** Newest first, those with an id below `before`. */
  list(machine: string, status: string | undefined, before: number, limit: number): Execution[];
  end(id: number, ending: Ending): void;
  redrive(id: number, redrivenAt: number, timesOutAt: number | null): void;
  /**
   * Deletes executions that stopped before a time, at most `limit` of them, with all that belongs to them.
   *
   * @returns how many
   */
  prune(stoppedBefore: number, limit: number): number;
}

export function createExecutionStore(database: Database): ExecutionStore {
  const { write, read } = database;
  const insert = write(
    `INSERT INTO executions (machine, definition, name, status, input, startedAt, timesOutAt)
     VALUES (?, ?, ?, 'RUNNING', ?, ?, ?)`,
  );
  const selectById = read('SELECT * FROM executions WHERE id = ?');
  const selectByName = read('SELECT * FROM executions WHERE machine = ? AND name = ?');
  const selectRunning = read("SELECT id, timesOutAt FROM executions WHERE status = 'RUNNING'");
  const countRunning = read("SELECT count(*) AS count FROM executions WHERE status = 'RUNNING'");
  const selectPage = read(
    'SELECT * FROM executions WHERE machine = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const selectPageByStatus = read(
    'SELECT * FROM executions WHERE machine = ? AND status = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const end = write(
    'UPDATE executions SET status = ?, stoppedAt = ?, output = ?, error = ?, cause = ? WHERE id = ?',
  );
  const redrive = write(
    `UPDATE executions SET status = 'RUNNING', stoppedAt = NULL, output = NULL, error = NULL, cause = NULL,
     redriveCount = redriveCount + 1, redrivenAt = ?, timesOutAt = ? WHERE id = ?`,
  );
  const selectStopped = read('SELECT id FROM executions WHERE stoppedAt < ? LIMIT ?');
  const deletions = ['history WHERE execution', 'positions WHERE execution', 'executions WHERE id'];
  const deleteExecution = deletions.map((rows) => write(`DELETE FROM ${rows} = ?`));

  return {
    insert: (execution) =>
      insert(
        execution.machine,
        execution.definition,
        execution.name,
        execution.input,
        execution.startedAt,
        execution.timesOutAt,
      ),
    find: (id) => selectById(id).map(readExecution)[0],
    findByName: (machine, name) => selectByName(machine, name).map(readExecution)[0],
    running: () => selectRunning().map(readExecution),
    countRunning: () => Number(countRunning()[0]?.['count']),
    list: (machine, status, before, limit) =>
      (status === undefined
        ? selectPage(machine, before, limit)
        : selectPageByStatus(machine, status, before, limit)
      ).map(readExecution),
    end: (id, { status, stoppedAt, output, error, cause }) => {
      end(status, stoppedAt, output, error, cause, id);
    },
    redrive: (id, redrivenAt, timesOutAt) => {
      redrive(redrivenAt, timesOutAt, id);
    },
    prune(stoppedBefore, limit) {
      const stopped = selectStopped(stoppedBefore, limit);
      for (const { id } of stopped) {
        for (const remove of deleteExecution) {
          remove(Number(id));
        }
      }
      return stopped.length;
    },
  };
}

/** The rows are our own writing: only the type is asserted. */
function readExecution(row: Row): Execution {
  return row as unknown as Execution;
}
