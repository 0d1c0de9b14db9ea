import type { Failure, Task } from './task.ts';

/** What a step of the task workflow answers: where the task stands, and what the machine needs to go on. */
export interface StepOutcome {
  readonly taskId: string;
  readonly outcome: 'running' | 'completed' | 'failed' | 'deleted';
  /** How long to wait before the next check, in whole seconds; 0 unless running. */
  readonly waitSeconds: number;
  readonly failure?: Failure;
}

/** The task goes on; look again after so many seconds. */
export function running(taskId: string, waitSeconds: number): StepOutcome {
  return { taskId, outcome: 'running', waitSeconds };
}

/** The provider has finished the task. */
export function completed(taskId: string): StepOutcome {
  return { taskId, outcome: 'completed', waitSeconds: 0 };
}

/** The task can't be completed. */
export function failed(taskId: string, failure: Failure): StepOutcome {
  return { taskId, outcome: 'failed', waitSeconds: 0, failure };
}

/** Nothing is left to be done for a record that is finished or deleted; nothing is answered while there is. */
export function outcomeOfFinished(task: Task): StepOutcome | undefined {
  if (task.deletedAt !== undefined) return { taskId: task.id, outcome: 'deleted', waitSeconds: 0 };
  if (task.status === 'completed') return completed(task.id);
  if (task.failure) return failed(task.id, task.failure);
  return undefined;
}
