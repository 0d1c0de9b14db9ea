import { DiskFullError } from '../disk-full-error.ts';

/** Does work that nobody waits for; undefined if the disk is full: then `startOver` comes back to it. */
export function ifThereIsRoom<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DiskFullError) return undefined;
    throw error;
  }
}
