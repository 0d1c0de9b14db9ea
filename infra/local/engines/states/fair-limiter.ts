import { createLeases } from '../leases.ts';

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
  const permitted = createLeases(longestMilliseconds, letOthersBegin);

  function isFree(): boolean {
    return permitted.count() < permits();
  }

  function letOthersBegin(): void {
    while (isFree()) {
      const begin = waiting.next();
      if (!begin) return;
      begin();
    }
  }

  return {
    take(group) {
      if (isFree()) return Promise.resolve(permitted.begin());
      return new Promise((resolve) => waiting.add(group, () => resolve(permitted.begin())));
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
