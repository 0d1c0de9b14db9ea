import type { ScheduleName } from './retry-schedule.ts';

/** How an endpoint is called. */
export interface EndpointOptions {
  /** When attempts are made. */
  readonly schedule: ScheduleName;
  /** How long an attempt may take, from the name look-up to the end of the answer. */
  readonly timeoutSeconds: number;
  /** How many attempts are under way at once at most; undefined if as many as there are. */
  readonly maxInFlight?: number;
  /** `thin`: ids and status only. */
  readonly payload: 'full' | 'thin';
  /** An event pattern, as JSON: only events that match it are sent. Undefined if all are. */
  readonly filter?: string;
  /** The owner's own headers. */
  readonly headers?: SealedHeaders;
}

export interface SealedHeaders {
  /** Their names, as given. */
  readonly names: readonly string[];
  /** Names and values, as JSON, sealed. */
  readonly sealed: string;
}

export const DEFAULT_TIMEOUT_SECONDS = 15;

const defaults: EndpointOptions = {
  schedule: 'days',
  timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
  payload: 'full',
};

/** An endpoint's options, or those of an address that was given with a task. */
export function getOptions(endpoint?: {
  readonly options?: Partial<EndpointOptions>;
}): EndpointOptions {
  return { ...defaults, ...endpoint?.options };
}
