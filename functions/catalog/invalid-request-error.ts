/** One field that is not right, and what would be. */
export interface FieldIssue {
  /** The field's path, such as `image_url` or `ids.0`; empty when the whole body is meant. */
  readonly field: string;
  readonly message: string;
  /** A2E's own number for this refusal, where it has one (a2e-api 1.2). */
  readonly code?: number;
}

/** What a caller sent is not right; the message names every field. The API answers it with 400. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly issues: readonly FieldIssue[];

  constructor(issues: readonly FieldIssue[]) {
    super(issues.map(({ field, message }) => `${field} ${message}`.trim()).join('; '));
    this.issues = issues;
  }
}
