/** AWS has refused a request; nothing is known to have changed. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** The service's own name for it, such as `ConditionalCheckFailedException`. */
  readonly type: string;
  /** The HTTP status of the answer. */
  readonly status: number;

  constructor(operation: string, type: string, status: number, message: string) {
    super(`${operation} was answered ${status} ${type}: ${message}`);
    this.type = type;
    this.status = status;
  }
}

/** Whether an error is this refusal of AWS's. */
export function isAwsError(error: unknown, type: string): boolean {
  return error instanceof AwsError && error.type === type;
}
