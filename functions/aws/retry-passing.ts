import { setTimeout } from 'node:timers/promises';

/** As the SDK's standard mode has them for DynamoDB (AWS SDKs and Tools Reference Guide, "Retry behavior"). */
const TRIES = 4;
/** Before the second time, in milliseconds, at most; each following wait may be twice as long. */
const FIRST_WAIT = 50;

/**
 * Makes a request, and again while the fault of its answer may pass: four times in all, with random waits of at most 0.35
 * seconds together in between. For requests that may be carried out twice.
 * @param pause optional; defaults to real time, in milliseconds
 * @returns the last answer
 */
export async function retryPassing<Answer>(
  attempt: () => Promise<Answer>,
  isPassing: (answer: Answer) => boolean,
  pause: (milliseconds: number) => Promise<unknown> = (milliseconds) => setTimeout(milliseconds),
): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const answer = await attempt();
    if (tried === TRIES || !isPassing(answer)) return answer;
    await pause(Math.random() * FIRST_WAIT * 2 ** (tried - 1));
  }
}
