/** The time, given to whoever needs it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}
