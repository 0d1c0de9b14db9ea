import type { Failure, Task } from './task.ts';

/** What a step of the task workflow answers: where the task stands, and what the machine needs to go on. */
export interface StepOutcome {
  readonly taskId: string;
  readonly outcome: 'waiting' | 'running' | 'completed' | 'failed' | 'deleted';
  /** The waits before each check at work that goes on, in whole seconds; the last one is then repeated. */
  readonly waits?: readonly number[];
  /** How long to wait before the start is tried again, in whole seconds; there while the outcome is `waiting`. */
  readonly waitSeconds?: number;
  /** How often the start was tried in vain; there while the outcome is `waiting`. */
  readonly attempts?: number;
  readonly failure?: Failure;
}

/** No provider has taken the task yet; try again after `waitSeconds`. */
export function waiting(taskId: string, waitSeconds: number, attempts: number): StepOutcome {
  return { taskId, outcome: 'waiting', waitSeconds, attempts };
}

/** The task goes on; check at it after each of these waits, in whole seconds, until it is over. */
export function running(taskId: string, waits: readonly number[]): StepOutcome {
  return { taskId, outcome: 'running', waits };
}

/** The provider has finished the task; what is left is to store and to announce it. */
export function completed(taskId: string): StepOutcome {
  return { taskId, outcome: 'completed' };
}

/** The task can't be completed. */
export function failed(taskId: string, failure: Failure): StepOutcome {
  return { taskId, outcome: 'failed', failure: shortenFailure(failure) };
}

/** A failure travels in executions and webhooks of limited size; a provider's own words may be any length. In characters. */
const LONGEST_CODE = 100;
const LONGEST_MESSAGE = 1000;

/** The failure, cut to what records, executions and webhooks hold. */
export function shortenFailure({ code, message }: Failure): Failure {
  return { code: code.slice(0, LONGEST_CODE), message: message.slice(0, LONGEST_MESSAGE) };
}

/** Nothing is left to be done for a record that is finished or deleted; undefined while there is. */
export function getFinalOutcome(task: Task): StepOutcome | undefined {
  if (task.status === 'completed') return completed(task.id);
  if (task.failure) return failed(task.id, task.failure);
  if (task.deletedAt !== undefined) return { taskId: task.id, outcome: 'deleted' };
  return undefined;
}
