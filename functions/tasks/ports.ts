import type { ResultSource } from '../providers/provider.ts';

/** The task workflow: one execution per task, named by the task's id. */
export interface TaskWorkflow {
  /** Starts the task's execution; a second start of the same task is the same execution. */
  start(taskId: string, input: TaskWorkflowInput): Promise<void>;
  /** Ends the task's execution, where one is running. */
  stop(taskId: string, reason: string): Promise<void>;
}

/** What the workflow is started with, by the API and by a person in the console. */
export interface TaskWorkflowInput {
  readonly kind: string;
  readonly request: unknown;
  /** Whose task it is; the first user's where it is left out. */
  readonly owner?: string;
}

/** The coins of an owner, as far as tasks move them. Every movement is idempotent by the task's id. */
export interface Coins {
  /**
   * Takes the price of each of the tasks out of the balance and holds it; a task whose price is held already is not
   * charged again. All or nothing.
   * @throws InsufficientCoinsError
   */
  hold(owner: string, taskIds: readonly string[], coinsEach: number): Promise<void>;
  /** The task's price is spent. */
  settle(owner: string, taskId: string): Promise<void>;
  /** The task's price goes back into the balance. */
  refund(owner: string, taskId: string): Promise<void>;
}

/** Brings finished files into our own bucket. */
export interface ResultStore {
  /**
   * Copies the file and answers its key. The same task again gives the same file.
   * @throws ResultUnavailableError when the file is not to be had.
   */
  copy(taskId: string, source: ResultSource): Promise<string>;
}
