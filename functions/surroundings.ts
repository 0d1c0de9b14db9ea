import { type Config, readConfig } from './config.ts';

/** What every context is made from. */
export interface Surroundings {
  readonly config: Config;
  readonly clock: { now(): number };
}

/** The real surroundings of a function. */
export function surroundings(): Surroundings {
  return { config: readConfig(), clock: { now: () => Date.now() } };
}
