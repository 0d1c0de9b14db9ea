import { setTimeout } from 'node:timers/promises';

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

/** In milliseconds. The longest is short enough for three such waits in a request, which the gateway ends after 30 s. */
const FIRST_WAIT = 5;
const LONGEST_WAIT = 500;
const LONGEST_IN_ALL = 8_000;

/**
 * Tries until it is done, with growing random waits between tries, so that many who want to write at once don't keep
 * meeting.
 * @param attempt answers undefined if another was faster, and it has to be tried again
 * @param pause optional; defaults to real time
 * @throws BusyError after eight seconds of waiting
 */
export async function retryWithJitter<Result extends object>(
  what: string,
  attempt: () => Promise<Result | undefined>,
  pause: Pause = (milliseconds) => setTimeout(milliseconds),
): Promise<Result> {
  let waited = 0;
  for (let longest = FIRST_WAIT; ; longest = Math.min(LONGEST_WAIT, longest * 2)) {
    const result = await attempt();
    if (result) return result;
    if (waited >= LONGEST_IN_ALL) throw new BusyError(what);
    const wait = Math.ceil(longest * Math.random());
    waited += wait;
    await pause(wait);
  }
}
