/** What the schedule knows of a task when it decides; all in seconds. */
export interface PollSituation {
  /** Since the provider took the task. */
  readonly elapsedSeconds: number;
  /** How long such tasks take as a rule. */
  readonly expectedSeconds: number;
}

/** The first check comes half-way: the shorter runs may be done, and the others have progress to show. */
const FIRST_CHECK = 0.5;
/** After the first check each wait is this part of the time already waited. */
const GROWTH = 0.2;
const SHORTEST_WAIT = 2;
const LONGEST_WAIT = 60;

/**
 * How long to wait before the next check, in whole seconds: most of the expected time at first, then a constant part
 * of what has been waited, so that the lag stays in proportion and the number of checks grows only with the logarithm
 * of the time taken.
 */
export function nextWaitSeconds({ elapsedSeconds, expectedSeconds }: PollSituation): number {
  const untilFirstCheck = expectedSeconds * FIRST_CHECK - elapsedSeconds;
  const wait = Math.max(untilFirstCheck, elapsedSeconds * GROWTH, SHORTEST_WAIT);
  return Math.round(Math.min(wait, Math.max(LONGEST_WAIT, untilFirstCheck)));
}
