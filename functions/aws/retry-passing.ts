import { setTimeout } from 'node:timers/promises';

/** How often a request is sent whose fault may pass. */
const TRIES = 4;
/** Before the second time, in milliseconds, on average; each following wait is twice as long. */
const FIRST_WAIT = 50;

/**
 * Makes a request, and again while the fault of its answer may pass: four times in all, with random waits of some 0.35
 * seconds together in between. For requests that may be carried out twice.
 * @returns the last answer
 */
export async function retryPassing<Answer>(
  attempt: () => Promise<Answer>,
  isPassing: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const answer = await attempt();
    if (tried === TRIES || !isPassing(answer)) return answer;
    await setTimeout(FIRST_WAIT * 2 ** (tried - 1) * (0.5 + Math.random()));
  }
}

/** Whether what was answered so may succeed later: it was throttled, or failed on the side of AWS. */
export function isPassingStatus(status: number): boolean {
  return status >= 500 || status === 429;
}
