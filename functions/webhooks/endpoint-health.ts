import { type Endpoint, type EndpointChange, HEALTHY } from './endpoint.ts';

/** From this many failed attempts in a row on, an endpoint is shown as failing. */
const FAILURES_TO_WARN = 4;

/** An endpoint is disabled when it has had no success for this long ... */
const MILLISECONDS_TO_DISABLE = 72 * 60 * 60 * 1000;
/** ... and this many deliveries have failed in the meantime: one lost event is no reason. */
const FAILED_DELIVERIES_TO_DISABLE = 10;

/**
 * When an endpoint is known to be in trouble, and many attempts at it end at once, this one change in this many
 * milliseconds is enough: the counts are then the least there were.
 */
const NOTING_MILLISECONDS = 10_000;

const NEXT_STEPS = {
  active: undefined,
  failing:
    'Mend the receiver: the log of deliveries shows each attempt, POST …/ping tries it. Then POST …/recover sends at once what waits.',
  disabled:
    'Mend the receiver and try it: POST …/ping works while the endpoint is disabled. Enable it: PATCH with {"enabled": true}. Then POST …/recover with the recover_since of that answer sends what it missed.',
};

/** What an attempt says about the endpoint's health. */
export interface HealthSign {
  readonly delivered: boolean;
  /** True for the first attempt of a delivery. */
  readonly first: boolean;
  /** What was wrong, in words. */
  readonly hint: string;
  /** The receiver asked to be disabled: status 410, or `webhook-delivery: disable`. */
  readonly asksToStop: boolean;
}

/** What an attempt's outcome changes about its endpoint, or nothing. */
export function healthChange(
  endpoint: Endpoint,
  sign: HealthSign,
  now: number,
): EndpointChange | undefined {
  const { health } = endpoint;
  const change: EndpointChange = sign.delivered
    ? { health: HEALTHY }
    : { health: worsened(health, sign, now) };
  const disabledReason = endpoint.enabled ? reasonToDisable(change, sign, now) : undefined;
  if (disabledReason) return { ...change, enabled: false, disabledReason };
  const isKnown = sign.delivered ? health.failuresInARow === 0 : isNotedBefore(endpoint, now);
  return isKnown ? undefined : change;
}

function isNotedBefore({ health, updatedAt }: Endpoint, now: number): boolean {
  const isInTrouble =
    health.failuresInARow >= FAILURES_TO_WARN &&
    health.failedDeliveries >= FAILED_DELIVERIES_TO_DISABLE;
  return isInTrouble && now - Date.parse(updatedAt) < NOTING_MILLISECONDS;
}

/** Where an endpoint stands, as a word. */
export function endpointState(endpoint: Endpoint): 'active' | 'failing' | 'disabled' {
  if (!endpoint.enabled) return 'disabled';
  return endpoint.health.failuresInARow >= FAILURES_TO_WARN ? 'failing' : 'active';
}

/** The same in words, where there is something to say. */
export function endpointStateReason(endpoint: Endpoint): string | undefined {
  const { failuresInARow, failingSince, lastFailure } = endpoint.health;
  switch (endpointState(endpoint)) {
    case 'active':
      return undefined;
    case 'disabled':
      return endpoint.disabledReason;
    case 'failing':
      return `At least ${failuresInARow} attempts in a row have failed, the first at ${failingSince}. ${lastFailure} It is disabled after 72 hours without a success when 10 deliveries have failed.`;
  }
}

/** What its owner does next, in words; undefined if nothing. */
export function endpointNextStep(endpoint: Endpoint): string | undefined {
  return NEXT_STEPS[endpointState(endpoint)];
}

function worsened(
  health: Endpoint['health'],
  { first, hint }: HealthSign,
  now: number,
): Endpoint['health'] {
  return {
    failuresInARow: health.failuresInARow + 1,
    failedDeliveries: health.failedDeliveries + (first ? 1 : 0),
    failingSince: health.failingSince ?? new Date(now).toISOString(),
    lastFailure: hint,
  };
}

function reasonToDisable(
  { health = HEALTHY }: EndpointChange,
  sign: HealthSign,
  now: number,
): string | undefined {
  if (sign.asksToStop) return 'The receiver asked not to be called again.';
  const failingFor = health.failingSince ? now - Date.parse(health.failingSince) : 0;
  return failingFor >= MILLISECONDS_TO_DISABLE &&
    health.failedDeliveries >= FAILED_DELIVERIES_TO_DISABLE
    ? `No delivery has succeeded since ${health.failingSince}; at least ${health.failedDeliveries} failed. ${health.lastFailure}`
    : undefined;
}
