import { errorNames } from '../contract.ts';

/** A provider said no, or could not be asked. What the work was started with is certainly not running. */
export class ProviderError extends Error {
  override readonly name = errorNames.provider;
  /** A word for programs, such as `quota_exceeded`; becomes the record's `failed_code`. */
  readonly code: string;
  /** True where the same call may succeed later: a pause, a limit, an outage. */
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
  }
}
