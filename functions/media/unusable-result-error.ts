/**
 * A finished file can't be stored; the message says why in sentences. `invalid`: it is not what was to be made;
 * `unreachable`: it can't be fetched and won't be; `delayed`: not at the moment.
 */
export class UnusableResultError extends Error {
  override readonly name = 'UnusableResultError';
  readonly problem: 'invalid' | 'unreachable' | 'delayed';

  constructor(problem: UnusableResultError['problem'], message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}
