import { setTimeout } from 'node:timers/promises';

/** Asks until the answer is there. Waits for real processes, so it is bounded by the machine's own time. */
export async function eventually<Answer>(
  ask: () => Promise<Answer | undefined>,
  what: string,
  seconds = 60,
): Promise<Answer> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await setTimeout(100);
  }
  throw new Error(`Waited ${seconds} seconds in vain for ${what}.`);
}
