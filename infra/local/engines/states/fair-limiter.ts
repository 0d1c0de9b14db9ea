/** Limits how many work at the same time; the groups of the others are served round-robin, each in the order they came. */
export interface FairLimiter {
  /**
   * Resolves when the caller may begin. The function it resolves to ends the work; calling it twice does no harm.
   * @param group what the caller belongs to: a group that has many waiting keeps no other from its work
   */
  take(group: string): Promise<() => void>;
}

/**
 * Makes a limiter whose permits end by themselves after a while: whoever still works then is waiting for something
 * outside, and waiting must not keep others from their work.
 *
 * @param permits how many may work at the same time, as things stand; at least one
 * @param longestMilliseconds after which a permit ends by itself, of the machine's time
 */
export function createFairLimiter(permits: () => number, longestMilliseconds: number): FairLimiter {
  const waiting = createRoundRobin<() => void>();
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
      for (let next = nextIfFree(); next !== undefined; next = nextIfFree()) next();
    }
    return end;
  }

  function nextIfFree(): (() => void) | undefined {
    return taken < permits() ? waiting.next() : undefined;
  }

  return {
    take(group) {
      if (taken < permits()) return Promise.resolve(begin());
      return new Promise((resolve) => waiting.add(group, () => resolve(begin())));
    },
  };
}

/** A queue of items in groups, which are served round-robin. */
function createRoundRobin<Item>() {
  const groups = new Map<string, Item[]>();
  return {
    add(group: string, item: Item): void {
      const items = groups.get(group);
      if (items) items.push(item);
      else groups.set(group, [item]);
    },
    next(): Item | undefined {
      for (const [group, items] of groups) {
        const item = items.shift();
        groups.delete(group);
        if (items.length > 0) groups.set(group, items);
        return item;
      }
      return undefined;
    },
  };
}
