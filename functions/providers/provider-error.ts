import { errorNames } from '../contract.ts';

/**
 * Why a provider did not do what it was asked: the `code` of a `ProviderError` and of a failed operation, and the
 * record's `failed_code`. The list is closed: every adapter maps its provider's own words to one of these, and the
 * sentence stands in where the provider gives no reason.
 */
export const failureCodes = {
  input_rejected: 'The provider does not accept the request or its picture.',
  image_unreachable: 'The picture could not be loaded.',
  moderated: 'The provider moderated the request or what came out of it.',
  quota_exceeded: 'The account at the provider has no credit or quota left.',
  unauthorized: 'The provider does not accept the credentials.',
  misconfigured: 'The provider does not know the model, or the address that it was asked at.',
  rate_limited: 'The provider takes no more requests for now.',
  provider_failed: 'The provider took the work and could not finish it.',
  timed_out: 'The provider gave the work up after its own time limit.',
  canceled: 'The work was canceled at the provider.',
  result_gone: 'The provider does not know the work or its result any more.',
  provider_unreachable: 'The provider is unreachable or unavailable.',
  answer_unreadable: 'The provider answered with something that could not be read.',
} as const;

export type FailureCode = keyof typeof failureCodes;

export interface ProviderErrorOptions {
  readonly retryable: boolean;
  /** How long the provider asks to be left alone, in seconds. */
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** A provider said no, or could not be asked. What the work was started with is certainly not running. */
export class ProviderError extends Error {
  override readonly name = errorNames.provider;
  /** A word for programs, such as `quota_exceeded`; becomes the record's `failed_code`. */
  readonly code: string;
  /** True where the same call may succeed later: a pause, a limit, an outage. */
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, message: string, options: ProviderErrorOptions) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/**
 * A start was sent and nobody knows whether the provider took it: the answer was lost, late, or unreadable. It must
 * not be sent again, to this provider or to another, unless the provider starts once per task.
 */
export class StartOutcomeUnknownError extends Error {
  override readonly name = 'StartOutcomeUnknownError';
}

/** The codes of errors that tell how the work ended; the others only say that it could not be asked for. */
const ENDS = new Set<string>([
  'input_rejected',
  'moderated',
  'provider_failed',
  'timed_out',
  'canceled',
  'result_gone',
] satisfies FailureCode[]);

/** True for an error met while checking that reports the work's end: asking again would bring the same answer. */
export function isTaskOver(error: unknown): error is ProviderError {
  return error instanceof ProviderError && ENDS.has(error.code);
}
