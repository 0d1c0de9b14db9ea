import { remaining } from './expectation.ts';
import { isFinished, type Task } from './task.ts';

/** What the API adds to the record of a task that a provider works on. */
export interface Forecast {
  /** In how many seconds the result is there: in half, and in nine tenths, of the cases like this one. */
  readonly eta?: { readonly p50_seconds: number; readonly p90_seconds: number };
  /** Its position in the provider's queue, if known; 0 is next. */
  readonly queue_position?: number;
}

/** When a task will be done, from how long such tasks take and how long it has gone on; undefined once it is done. */
export function forecast(task: Task, now: number): Forecast {
  const { expectation, startRequestedAt, generatedAt, queuePosition } = task;
  if (isFinished(task) || generatedAt !== undefined) return {};
  const position = queuePosition === undefined ? {} : { queue_position: queuePosition };
  if (expectation === undefined || startRequestedAt === undefined) return position;
  const elapsedSeconds = Math.max(0, (now - Date.parse(startRequestedAt)) / 1000);
  const { p50Seconds, p90Seconds } = remaining(expectation, elapsedSeconds);
  return { eta: { p50_seconds: p50Seconds, p90_seconds: p90Seconds }, ...position };
}
