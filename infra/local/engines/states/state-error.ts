/** What makes a state fail: the error's name and its cause, as they appear in the execution's history. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly error: string;
  override readonly cause: string;
  /** The field whose expression failed. */
  readonly location: string | undefined;

  constructor(error: string, cause: string, location?: string) {
    super(`${error}: ${cause}`);
    this.error = error;
    this.cause = cause;
    this.location = location;
  }
}

/** Errors that `States.ALL` and `States.TaskFailed` do not match (Developer Guide, "Handling errors in Step Functions workflows"). */
const TERMINAL_ERRORS = ['States.DataLimitExceeded', 'States.Runtime'];
const TIMEOUTS = ['States.Timeout', 'States.HeartbeatTimeout'];

/** Whether a retrier's or catcher's `ErrorEquals` names the error, with AWS's wildcards. */
export function matchesError(errorEquals: readonly string[], error: string): boolean {
  return errorEquals.some((name) => {
    switch (name) {
      case error:
        return true;
      case 'States.ALL':
        return !TERMINAL_ERRORS.includes(error);
      case 'States.TaskFailed':
        return !TERMINAL_ERRORS.includes(error) && !TIMEOUTS.includes(error);
      case 'States.Timeout':
        return TIMEOUTS.includes(error);
      default:
        return false;
    }
  });
}

/** The largest input, output or result of a state, in bytes of UTF-8 (Step Functions service quotas). */
const LARGEST_PAYLOAD_BYTES = 262_144;

/** Whether a JSON text is larger than AWS carries between states. */
export function isTooLarge(text: string): boolean {
  return text.length > LARGEST_PAYLOAD_BYTES / 3 && Buffer.byteLength(text) > LARGEST_PAYLOAD_BYTES;
}

/**
 * Passes a value on if it is small enough to be carried between states.
 *
 * @param source the state or resource that it comes from
 * @throws {StateError} `States.DataLimitExceeded`
 */
export function withinDataLimit(source: string, value: unknown): unknown {
  if (isTooLarge(JSON.stringify(value) ?? '')) {
    throw new StateError(
      'States.DataLimitExceeded',
      `The state/task '${source}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  return value;
}
