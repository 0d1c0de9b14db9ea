/** Why an outgoing call to a user's address did not succeed, as a word for programs. */
export type GuardedRequestCategory =
  | 'invalid_url'
  | 'blocked_address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'redirect'
  | 'http_4xx'
  | 'http_5xx'
  /** A status that HTTP does not have, or that ends no request: below 200, or from 600 on. */
  | 'invalid_status'
  | 'too_large';

/**
 * An outgoing call that failed because of the address or of who answers there. The message is a sentence for the
 * person who chose the address. Internal faults are never of this class.
 */
export class GuardedRequestError extends Error {
  override readonly name = 'GuardedRequestError';
  readonly category: GuardedRequestCategory;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;

  constructor(category: GuardedRequestCategory, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.category = category;
    if (details.status !== undefined) this.status = details.status;
  }
}

interface ErrorDetails {
  readonly status?: number;
  readonly cause?: unknown;
}
