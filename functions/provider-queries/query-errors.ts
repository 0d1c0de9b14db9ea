/** Nobody of this deployment answers what was asked, or the one who would can't now. Nothing was charged. */
export class QueryUnavailableError extends Error {
  override readonly name = 'QueryUnavailableError';
}

/** The provider does not take the query as it is; the caller can put it otherwise. */
export class QueryRejectedError extends Error {
  override readonly name = 'QueryRejectedError';
}

/** The provider moderated the query or its answer. */
class QueryModeratedError extends Error {
  override readonly name = 'QueryModeratedError';
}

/** The provider takes no more queries for now. */
export class ProviderBusyError extends Error {
  override readonly name = 'ProviderBusyError';
  /** After how many seconds it may be asked again. */
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Another request with the same idempotency key is being answered. */
export class AnswerPendingError extends Error {
  override readonly name = 'AnswerPendingError';
  /** After how many seconds the answer is probably there. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(
      'The first request with this Idempotency-Key is still being answered; send it again later.',
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Why a provider did not answer: a code of `failureCodes`, and a sentence for the caller. */
export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** Where the provider names no time, in seconds. */
const USUAL_PAUSE = 10;

/** The error that says who must act. */
export function createQueryError({ code, message, retryAfterSeconds }: Refused): Error {
  switch (code) {
    case 'input_rejected':
    case 'image_unreachable':
      return new QueryRejectedError(message);
    case 'moderated':
      return new QueryModeratedError(message);
    case 'rate_limited':
      return new ProviderBusyError(message, retryAfterSeconds ?? USUAL_PAUSE);
    default:
      return new QueryUnavailableError(message);
  }
}
