/** What an attempt answers when its write was refused because somebody else changed the record first. */
export const CONFLICT: unique symbol = Symbol('conflict');

export interface RetryOnConflictOptions<Otherwise> {
  /** What is changed, as the error names it. */
  readonly what: string;
  /** The most attempts. */
  readonly tries: number;
  /** Answers in place of an error after the last attempt; optional. */
  readonly otherwise?: () => Otherwise;
}

/**
 * Changes a record that others change at the same time: reads it, decides, writes if it is unchanged, and begins again
 * while the write is refused.
 * @param attempt does all of it once. It may run several times, so what it does beside the write must bear repeating;
 *   `tries` counts from 0
 * @throws Error after the last attempt, unless there is an `otherwise`; what `attempt` throws
 */
export async function retryOnConflict<Answer, Otherwise = never>(
  { what, tries, otherwise }: RetryOnConflictOptions<Otherwise>,
  attempt: (tries: number) => Promise<Answer | typeof CONFLICT>,
): Promise<Answer | Otherwise> {
  for (let tried = 0; tried < tries; tried += 1) {
    const answer = await attempt(tried);
    if (answer !== CONFLICT) return answer;
  }
  if (otherwise) return otherwise();
  throw new Error(`${what} was changed by others ${tries} times in a row.`);
}
