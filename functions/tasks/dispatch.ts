import type { StepOutcome } from './step-outcome.ts';
import type { Failure, Task } from './task.ts';

/** What can come of asking one provider to start a task. */
export type Dispatch =
  /** The provider has the task. */
  | { readonly state: 'started'; readonly task: Task }
  /** Nothing is left to start: the task was deleted or finished meanwhile, or may have been started and paid for. */
  | { readonly state: 'finished'; readonly outcome: StepOutcome }
  /** Ask the same provider again after `seconds`, and no other. */
  | { readonly state: 'wait'; readonly seconds: number; readonly failure: Failure }
  /** The provider has certainly not taken the task. It can be asked again after `seconds`; undefined if that is in vain. */
  | { readonly state: 'tryNext'; readonly failure: Failure; readonly seconds?: number }
  /** The provider refused the request, and another one would too. */
  | { readonly state: 'failed'; readonly failure: Failure };

export function started(task: Task): Dispatch {
  return { state: 'started', task };
}

export function finished(outcome: StepOutcome): Dispatch {
  return { state: 'finished', outcome };
}

export function wait(seconds: number, failure: Failure): Dispatch {
  return { state: 'wait', seconds, failure };
}

export function tryNext(failure: Failure, seconds?: number): Dispatch {
  return { state: 'tryNext', failure, ...(seconds === undefined ? {} : { seconds }) };
}
