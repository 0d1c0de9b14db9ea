import { setImmediate } from 'node:timers/promises';

/** Waits that end in the order of their times, each as soon as nothing else is left to do. */
export function createVirtualTime() {
  const waiting: { readonly until: number; readonly end: () => void }[] = [];
  let now = 0;
  let waits = 0;
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      await setImmediate();
      waiting.sort((a, b) => a.until - b.until);
      const next = waiting.shift();
      now = next?.until ?? now;
      next?.end();
    }
    isRunning = false;
  }

  return {
    pause(milliseconds: number): Promise<void> {
      waits += 1;
      const wait = new Promise<void>((end) => waiting.push({ until: now + milliseconds, end }));
      if (!isRunning) void run();
      return wait;
    },
    /** How many waits there were. */
    waits: () => waits,
  };
}
