import type { InvocationResult } from './invocation.ts';

/** How an invocation ends that had nothing to do with its thread's end. */
export const endedByAnother: InvocationResult = {
  outcome: 'interrupted',
  reason: 'The thread that it shared with other invocations has ended',
};

/** How an invocation ends whose code has ended its process. */
export function exitError(errorMessage: string): InvocationResult {
  return { outcome: 'failed', error: { errorType: 'Runtime.ExitError', errorMessage } };
}

/** How an invocation ends that took longer than its function's time-out. */
export function timeoutError(requestId: string, seconds: number): InvocationResult {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return { outcome: 'failed', error: { errorType: 'Sandbox.Timedout', errorMessage } };
}
