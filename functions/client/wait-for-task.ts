import { ApiFailure } from './api-failure.ts';
import type { TaskItem } from './kinds.ts';
import { wait } from './wait.ts';

export interface WaitForTaskDependencies {
  /** @param seconds how long the service may wait for the end before it answers */
  getTask(id: string, seconds: number, signal?: AbortSignal): Promise<TaskItem>;
  /** Optional; defaults to waiting. */
  readonly wait?: typeof wait;
}

export interface WaitOptions {
  /** Called with the task whenever its state or its progress has changed, and once at the beginning. */
  onUpdate?(task: TaskItem): void;
  /** Ends the waiting; the task goes on. */
  readonly signal?: AbortSignal;
}

/** How long the service is asked to wait where nobody follows the progress. */
const SERVICE_WAIT_SECONDS = 25;
const SHORTEST_WAIT_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 5_000;
const GROWTH = 1.3;
/** How many answers in a row may be missing, beside what is repeated anyway. */
const MOST_FAILURES = 10;

/**
 * Waits until a task has ended, however long that takes: goes on after faults of the network and of the service.
 * @returns the completed or failed task
 * @throws ApiFailure for a refusal, such as 404; the last fault after ten in a row; the signal's reason.
 */
export async function waitForTask(
  context: WaitForTaskDependencies,
  id: string,
  { onUpdate, signal }: WaitOptions = {},
): Promise<TaskItem> {
  const pause = context.wait ?? wait;
  const seconds = onUpdate ? 0 : SERVICE_WAIT_SECONDS;
  let milliseconds = SHORTEST_WAIT_MILLISECONDS;
  let failures = 0;
  let shown = '';
  for (;;) {
    try {
      const task = await context.getTask(id, seconds, signal);
      failures = 0;
      const state = `${task.current_status} ${task.process}`;
      if (state !== shown) onUpdate?.(task);
      shown = state;
      if (task.current_status === 'completed' || task.current_status === 'failed') return task;
    } catch (error) {
      failures += 1;
      if (!isPassing(error) || failures > MOST_FAILURES) throw error;
    }
    await pause(milliseconds, signal);
    milliseconds = Math.min(milliseconds * GROWTH, LONGEST_WAIT_MILLISECONDS);
  }
}

/** Whether the same request may well be answered a little later. */
function isPassing(error: unknown): boolean {
  if (error instanceof ApiFailure) return error.status === 429 || error.status >= 500;
  return error instanceof TypeError;
}
