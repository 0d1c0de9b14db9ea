import type { Hold } from '../accounts/account.ts';
import type { HeldTasks } from '../accounts/coins.ts';
import type { Ending } from '../accounts/usage.ts';
import type { Price } from '../catalog/catalog.ts';
import type { StepOutcome } from './step-outcome.ts';

/** The task workflow: one execution per task at a time, named as `getExecutionName` says. */
export interface TaskExecutions {
  /** Starts an execution; a second start under the same name is the same execution. */
  start(execution: string, input: TaskWorkflowInput): Promise<void>;
  /** Ends the execution, where it is running. */
  stop(execution: string, reason: string): Promise<void>;
}

/** Resumes Step Functions states that wait for a task token. */
export interface WaitingStates {
  /**
   * Resumes the state with that token: well where the provider is done or nothing is left to do, else with one of
   * `outcomeErrors`. Nothing happens if it no longer waits.
   */
  resume(token: string, outcome: StepOutcome): Promise<void>;
}

/** What we start the workflow with. A person in the console gives the request, as the API takes it. */
export interface TaskWorkflowInput {
  readonly taskId: string;
  /** For people who look for an execution in the console. */
  readonly kind: string;
  /**
   * The waits before each check, in whole seconds, as the last such task was checked; optional, defaults to what the
   * first step says.
   */
  readonly waits?: readonly number[];
}

/** The coins and diamonds of an owner, as far as tasks move them. Every movement is idempotent by the task's id. */
export interface Coins {
  /**
   * Takes the price of each of the tasks out of the balance and holds it; a task whose price is held already is not
   * charged again. All or nothing. Answers the holds by task id: with the price and claim that are valid for the tasks.
   * @throws InsufficientCoinsError, TaskLimitError, BusyError; TransactionChangedError where another request holds one of
   * the tasks
   */
  hold(
    owner: string,
    taskIds: readonly string[],
    price: Price,
    tasks: HeldTasks,
  ): Promise<ReadonlyMap<string, Hold>>;
  /**
   * The task's price is spent.
   * @param claim the task's, in this and all that follow: a hold with another claim stays
   * @param ended how, at what price: counted once; optional, defaults to nothing
   */
  settle(
    owner: string,
    taskId: string,
    claim?: string,
    ended?: Ending & { readonly price: Price },
  ): Promise<void>;
  /**
   * What was held for the task goes back into the balance.
   * @param kind of the task, for the credits history
   * @param outcome counted once; undefined if it was deleted, or never recorded
   */
  refund(
    owner: string,
    taskId: string,
    kind?: string,
    claim?: string,
    outcome?: 'failed',
  ): Promise<void>;
}

/** What owners keep with us and requests name, such as a saved background. */
export interface OwnersResources {
  /** Undefined if there is none of that owner's. */
  get(address: {
    readonly owner: string;
    readonly collection: string;
    readonly id: string;
  }): Promise<{ readonly content: Readonly<Record<string, unknown>> } | undefined>;
}

/** The finished files. */
export interface ResultFiles {
  /** Removes the file; nothing happens if there is none. */
  remove(key: string): Promise<void>;
}
