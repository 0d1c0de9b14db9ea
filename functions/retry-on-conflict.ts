import { setTimeout } from 'node:timers/promises';

/** What an attempt answers when its write was refused because somebody else changed the record first. */
export const CONFLICT: unique symbol = Symbol('conflict');

/** Ends after this many milliseconds. */
export type Pause = (milliseconds: number) => Promise<unknown>;

/** What others write to was written to by others for too long; the same request can be sent again. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  readonly retryAfterSeconds = 2;

  constructor(what: string) {
    super(`${what} is being changed by many requests at once. Nothing was changed; try again.`);
  }
}

interface Limits<Otherwise> {
  /** What is changed, as the error names it. */
  readonly what: string;
  /** The most attempts, one right after the other. Optional; by default eight seconds are waited between them in all. */
  readonly tries?: number;
  /** Answers in place of an error after the last attempt; optional. */
  readonly otherwise?: () => Otherwise;
  /** Waits between attempts that are not counted. Optional; defaults to real time. */
  readonly pause?: Pause | undefined;
}

/** In milliseconds. The longest is short enough for three such waits in a request, which the gateway ends after 30 s. */
const FIRST_WAIT = 5;
const LONGEST_WAIT = 500;
const LONGEST_IN_ALL = 8_000;

/**
 * Changes a record that others change at the same time: reads it, decides, writes if it is unchanged, and begins again
 * while the write is refused. Without a number of `tries` it waits in between, randomly and ever longer, so that many
 * who want to write at once don't keep meeting.
 * @param attempt does all of it once. It may run several times, so what it does beside the write must bear repeating;
 *   `tried` counts from 0
 * @throws after the last attempt Error, or BusyError without a number of `tries`, unless there is an `otherwise`; what
 *   `attempt` throws
 */
export async function retryOnConflict<Answer, Otherwise = never>(
  { what, tries, otherwise, pause = (milliseconds) => setTimeout(milliseconds) }: Limits<Otherwise>,
  attempt: (tried: number) => Promise<Answer | typeof CONFLICT>,
): Promise<Answer | Otherwise> {
  let waited = 0;
  for (let tried = 0; tries === undefined ? waited < LONGEST_IN_ALL : tried < tries; tried += 1) {
    const answer = await attempt(tried);
    if (answer !== CONFLICT) return answer;
    if (tries !== undefined) continue;
    const wait = Math.ceil(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tried) * Math.random());
    waited += wait;
    await pause(wait);
  }
  if (otherwise) return otherwise();
  if (tries === undefined) throw new BusyError(what);
  throw new Error(`${what} was changed by others ${tries} times in a row.`);
}
