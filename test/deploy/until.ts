import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_SECONDS = 120;

/** Asks every half second until it is so; the emulator has a clock of its own. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_SECONDS * 1_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`After ${PATIENCE_SECONDS} seconds not yet: ${what}`);
    await wait(500);
  }
}
