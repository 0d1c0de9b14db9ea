/** Who waits for the answer of an invocation, and so comes before work that nobody waits for. */
export interface WaitingCallers {
  /** Another one waits. The function that is answered ends that; calling it twice does no harm. */
  add(): () => void;
  /** Whether anybody has precedence now. */
  any(): boolean;
}

/**
 * Counts callers that have precedence, each for a while only: a request that is held open for a minute, until a task is
 * done, must not hold up the tasks.
 * @param longestMilliseconds how long a caller has precedence at most, of the machine's time
 */
export function createWaitingCallers(longestMilliseconds: number): WaitingCallers {
  const waiting = new Set<NodeJS.Timeout>();
  return {
    add() {
      const timer = setTimeout(() => waiting.delete(timer), longestMilliseconds).unref();
      waiting.add(timer);
      return () => {
        clearTimeout(timer);
        waiting.delete(timer);
      };
    },
    any: () => waiting.size > 0,
  };
}
