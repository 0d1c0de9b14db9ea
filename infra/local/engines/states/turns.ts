/** Lets only so many begin at a time; the others wait in the order they came. */
export interface Turns {
  /** Resolves when it is the caller's turn. The function it resolves to ends the turn; calling it twice does no harm. */
  take(): Promise<() => void>;
}

/**
 * Makes turns that end by themselves after a while: whoever still works then is waiting for something outside, and
 * waiting must not keep others from their work.
 *
 * @param places how many turns there are at a time
 * @param longestMilliseconds after which a turn ends by itself, of the machine's time
 */
export function createTurns(places: number, longestMilliseconds: number): Turns {
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
      waiting.shift()?.();
    }
    return end;
  }

  return {
    take() {
      if (taken < places) return Promise.resolve(begin());
      return new Promise((resolve) => waiting.push(() => resolve(begin())));
    },
  };
}
