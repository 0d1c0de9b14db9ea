/**
 * Claims an idempotency key of an owner's for one request, over all functions. False while it is claimed for another
 * one; the same request may claim it again.
 */
export type ClaimKey = (claim: {
  readonly owner: string;
  /** What the key is for; each purpose has its own keys. */
  readonly purpose: string;
  readonly key: string;
  /** All that makes the request another one. */
  readonly request: readonly (string | number)[];
}) => Promise<boolean>;
