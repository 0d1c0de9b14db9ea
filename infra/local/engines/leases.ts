/** What is held for a while by some: the machine's capacity, or precedence. */
export interface Leases {
  /** How many there are now. */
  count(): number;
  /** Begins another. The function that is answered ends it; calling it twice does no harm. */
  begin(): () => void;
}

/**
 * Makes leases that end by themselves after a while.
 * @param longestMilliseconds after which one ends by itself, of the machine's time
 * @param onEnd optional; called once at the end of each
 */
export function createLeases(longestMilliseconds: number, onEnd = () => {}): Leases {
  const timers = new Set<NodeJS.Timeout>();
  return {
    count: () => timers.size,
    begin() {
      const timer = setTimeout(end, longestMilliseconds).unref();
      timers.add(timer);
      function end(): void {
        if (!timers.delete(timer)) return;
        clearTimeout(timer);
        onEnd();
      }
      return end;
    },
  };
}
