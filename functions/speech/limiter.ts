/** Runs work once it has a slot. */
export type Limiter = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** At most `limit` pieces of work run at a time, and the others after them in the order in which they came. */
export function createLimiter(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
