import type { ExecutionStatus } from './execution-store.ts';
import { ifThereIsRoom } from './room.ts';
import type { ExecutionRun, Runtime } from './runtime.ts';
import { logEvent, record, withRun } from './runtime.ts';
import { forgetPosition } from './waking.ts';

const ENDING_EVENTS = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const;

/** Ends an execution well. */
export function succeedExecution(runtime: Runtime, run: ExecutionRun, output: unknown): void {
  endExecution(runtime, run, 'SUCCEEDED', { output: JSON.stringify(output) });
  runtime.positions.deleteOfExecution(run.execution.id);
  logEvent(runtime, run, { kind: 'execution-succeeded' });
}

/** Ends an execution badly. Its positions stay as they are, for a redrive. */
export function failExecution(
  runtime: Runtime,
  run: ExecutionRun,
  status: Exclude<keyof typeof ENDING_EVENTS, 'SUCCEEDED'>,
  failure: { error?: string | undefined; cause?: string | undefined },
): void {
  const given = Object.fromEntries(Object.entries(failure).filter(([, text]) => text));
  endExecution(runtime, run, status, given);
  logEvent(runtime, run, { kind: 'execution-failed', ...given });
}

/** Sets the timer of an execution's time-out. */
export function watchTimeout(runtime: Runtime, id: number, timesOutAt: number | null): void {
  if (timesOutAt === null) {
    return;
  }
  const cancel = runtime.clock.at(timesOutAt, () =>
    ifThereIsRoom(() =>
      withRun(runtime, id, (run) =>
        failExecution(runtime, run, 'TIMED_OUT', {
          error: 'States.Timeout',
          cause: 'The execution took longer than the TimeoutSeconds of its state machine.',
        }),
      ),
    ),
  );
  runtime.timeoutTimers.set(id, cancel);
}

function endExecution(
  runtime: Runtime,
  run: ExecutionRun,
  status: keyof typeof ENDING_EVENTS & ExecutionStatus,
  details: { output?: string; error?: string; cause?: string },
): void {
  const { id } = run.execution;
  record(runtime, run, undefined, ENDING_EVENTS[status], details);
  const ending = { output: null, error: null, cause: null, ...details, status };
  runtime.executions.end(id, { ...ending, stoppedAt: runtime.clock.now() });
  run.execution = runtime.executions.find(id) ?? run.execution;
  for (const position of runtime.positions.ofExecution(id)) {
    forgetPosition(runtime, position.id);
  }
  runtime.timeoutTimers.get(id)?.();
  runtime.timeoutTimers.delete(id);
}
