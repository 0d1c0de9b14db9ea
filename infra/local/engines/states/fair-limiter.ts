/** Limits how many work at the same time; the others wait in the order they came. */
export interface FairLimiter {
  /** Resolves when the caller may begin. The function it resolves to ends the work; calling it twice does no harm. */
  take(): Promise<() => void>;
}

/**
 * Makes a limiter whose permits end by themselves after a while: whoever still works then is waiting for something
 * outside, and waiting must not keep others from their work.
 *
 * @param permits how many may work at the same time, as things stand; at least one
 * @param longestMilliseconds after which a permit ends by itself, of the machine's time
 */
export function createFairLimiter(permits: () => number, longestMilliseconds: number): FairLimiter {
  const waiting: (() => void)[] = [];
  let taken = 0;

  function begin(): () => void {
    taken += 1;
    const timer = setTimeout(end, longestMilliseconds).unref();
    let ended = false;
    function end(): void {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      taken -= 1;
      while (taken < permits() && waiting.length > 0) waiting.shift()?.();
    }
    return end;
  }

  return {
    take() {
      if (taken < permits()) return Promise.resolve(begin());
      return new Promise((resolve) => waiting.push(() => resolve(begin())));
    },
  };
}
