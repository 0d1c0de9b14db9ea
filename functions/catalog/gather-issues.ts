import { type FieldIssue, InvalidRequestError } from './invalid-request-error.ts';

/**
 * Waits for several parts of one request to be read, so that a rejection names the invalid fields of all.
 * @throws InvalidRequestError with the issues of every part; any other error of a part as it is.
 */
export async function gatherIssues<Parts extends readonly unknown[]>(
  ...parts: { [Index in keyof Parts]: Promise<Parts[Index]> }
): Promise<Parts> {
  const settled = await Promise.allSettled(parts);
  const reasons = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
  const issues = reasons.flatMap((reason: unknown): readonly FieldIssue[] => {
    if (reason instanceof InvalidRequestError) return reason.issues;
    throw reason;
  });
  if (issues.length > 0) throw new InvalidRequestError(issues);
  return Promise.all(parts) as Promise<unknown> as Promise<Parts>;
}
