import { type FieldIssue, InvalidRequestError } from './invalid-request-error.ts';

/**
 * Reads several parts of one request, so that a rejection names the invalid fields of all.
 * @throws InvalidRequestError with the issues of every part; any other error of a part as it is.
 */
export async function gatherIssues<Parts extends readonly unknown[]>(
  ...read: { [Index in keyof Parts]: () => Parts[Index] | Promise<Parts[Index]> }
): Promise<Parts> {
  const settled = await Promise.allSettled(read.map(async (readPart) => readPart()));
  const issues = settled.flatMap((part): readonly FieldIssue[] => {
    if (part.status === 'fulfilled') return [];
    if (part.reason instanceof InvalidRequestError) return part.reason.issues;
    throw part.reason;
  });
  if (issues.length > 0) throw new InvalidRequestError(issues);
  return settled.map((part) => 'value' in part && part.value) as unknown as Parts;
}
