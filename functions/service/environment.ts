import { type Config, readConfig, required } from '../config.ts';
import { once } from '../once.ts';

/** This process's environment, read when a part of the service is first made. */
export const config = /* @__PURE__ */ once(() => readConfig());

/**
 * A variable that a part of the service can't do without.
 * @throws Error naming it.
 */
export function variable<Name extends keyof Config>(name: Name): NonNullable<Config[Name]> {
  return required(config(), name);
}

/** The time, in milliseconds since 1970. */
export const clock = { now: () => Date.now() };
