import type { FieldIssue } from '../../catalog/invalid-request-error.ts';

/** A refusal of the API's own, with its HTTP status: what it says is meant for the caller. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly issues: readonly FieldIssue[];
  /** After how many seconds the same request may be sent again, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    message: string,
    issues: readonly FieldIssue[] = [],
    retryAfterSeconds?: number,
  ) {
    super(message);
    this.status = status;
    this.issues = issues;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The HTTP status of each error that a use case ends in through the caller's doing. */
const STATUSES: Readonly<Record<string, number>> = {
  InvalidRequestError: 400,
  InsufficientCoinsError: 400,
  HistoryTooLongError: 400,
  InvalidWebhookRequestError: 400,
  TaskNotFailedError: 400,
  TaskProcessingError: 400,
  TooManyEndpointsError: 400,
  TooManyResourcesError: 400,
  QuestionRejectedError: 400,
  AccountNotFoundError: 401,
  ForgedCallbackError: 403,
  QuestionModeratedError: 403,
  AccountLimitError: 403,
  UserNotAllowedError: 403,
  PreviewNotFoundError: 404,
  TaskNotFoundError: 404,
  TokenNotFoundError: 404,
  UserNotFoundError: 404,
  WebhookNotFoundError: 404,
  ResourceNotFoundError: 404,
  AnswerPendingError: 409,
  DeliveryUnderWayError: 409,
  UserExistsError: 409,
  BookingChangedError: 422,
  IdempotencyKeyReusedError: 422,
  RequestAbandonedError: 409,
  TaskDeletedError: 409,
  UnansweredError: 424,
  BusyError: 429,
  ProviderBusyError: 429,
  TaskLimitError: 429,
};

/** The error as the caller is told of it; nothing of a fault of ours but that there was one. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const status = error instanceof Error ? STATUSES[error.name] : undefined;
  if (!(error instanceof Error) || status === undefined) {
    return new ApiError(500, 'Something went wrong on our side; the request can be sent again.');
  }
  const issues = 'issues' in error ? (error.issues as readonly FieldIssue[]) : [];
  const wait = 'retryAfterSeconds' in error ? Number(error.retryAfterSeconds) : Number.NaN;
  return new ApiError(status, error.message, issues, Number.isFinite(wait) ? wait : undefined);
}
