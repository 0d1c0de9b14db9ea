import type { FieldIssue } from '../../catalog/invalid-request-error.ts';

/** An error that the API answers, with its HTTP status. Its message is for the caller. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly issues: readonly FieldIssue[];
  /** Seconds until the request may be repeated; undefined if unknown. */
  readonly retryAfterSeconds: number | undefined;
  /** Headers that the status demands, in lower case. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    issues: readonly FieldIssue[] = [],
    retryAfterSeconds?: number,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.issues = issues;
    this.retryAfterSeconds = retryAfterSeconds;
    this.headers = headers;
  }
}

/** The HTTP status of each error of a use case that the caller causes. */
const STATUSES: Readonly<Record<string, number>> = {
  InvalidRequestError: 400,
  InsufficientCoinsError: 400,
  HistoryTooLongError: 400,
  InvalidWebhookRequestError: 400,
  TaskNotFailedError: 400,
  TaskProcessingError: 400,
  TooManyEndpointsError: 400,
  TooManyResourcesError: 400,
  QueryRejectedError: 400,
  AccountNotFoundError: 401,
  ForgedCallbackError: 403,
  QueryModeratedError: 403,
  AccountLimitError: 403,
  UserNotAllowedError: 403,
  PreviewNotFoundError: 404,
  TaskNotFoundError: 404,
  TokenNotFoundError: 404,
  UserNotFoundError: 404,
  WebhookNotFoundError: 404,
  ResourceNotFoundError: 404,
  AnswerPendingError: 409,
  TaskFinishedError: 409,
  DeliveryUnderWayError: 409,
  EndpointExistsError: 409,
  UserExistsError: 409,
  TransactionChangedError: 422,
  IdempotencyKeyReusedError: 422,
  RequestAbandonedError: 409,
  TaskDeletedError: 409,
  QueryUnavailableError: 424,
  BusyError: 429,
  ProviderBusyError: 429,
  TaskLimitError: 429,
  UploadLimitError: 429,
};

/** What AWS's services call it when they can't take a call now, after the client has repeated it in vain. */
const UNAVAILABLE = ['ServiceUnavailable', 'ServiceUnavailableException'];
const UNAVAILABLE_SECONDS = 5;

/** @param error of the SDK, which has AWS's word as its name, or of `callJson`, as its code */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return [error.name, 'code' in error ? error.code : ''].some((word) =>
    UNAVAILABLE.includes(String(word)),
  );
}

/** Maps an error to its public form; internal errors become a bare 500. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const status = error instanceof Error ? STATUSES[error.name] : undefined;
  if (isUnavailable(error)) {
    return new ApiError(
      503,
      "The service can't take this now; send it again.",
      [],
      UNAVAILABLE_SECONDS,
    );
  }
  if (!(error instanceof Error) || status === undefined) {
    return new ApiError(500, 'Something went wrong on our side; the request can be sent again.');
  }
  const issues = 'issues' in error ? (error.issues as readonly FieldIssue[]) : [];
  const wait = 'retryAfterSeconds' in error ? Number(error.retryAfterSeconds) : Number.NaN;
  return new ApiError(status, error.message, issues, Number.isFinite(wait) ? wait : undefined);
}
