import type { Clock } from '../clock.ts';
import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import type { InFlight } from './in-flight.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface LeaseDependencies {
  readonly store: Pick<WebhookStore, 'inFlight' | 'replaceInFlight'>;
  readonly clock: Clock;
}

export interface LeaseRequest {
  readonly endpointId: string;
  /** Who holds it: the event of the delivery that it was acquired for. */
  readonly holder: string;
  /** How many there are. */
  readonly limit: number;
  /** How long an attempt may take. */
  readonly timeoutSeconds: number;
}

/** Between an attempt's time-out and the end of its lease: to claim the delivery, and for clocks that differ. */
const MARGIN_MILLISECONDS = 10_000;
const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Attempts per acquisition; whoever has no luck waits as if all slots were taken. */
const ACQUIRE_TRIES = 30;
/** Attempts per release, when others acquire and release: no more than there can be slots, twice. */
const RELEASE_TRIES = 200;

/**
 * Leases a slot for one attempt.
 * @returns until when it is leased, in milliseconds since 1970; undefined if all are taken
 */
export function leaseSlot(
  dependencies: LeaseDependencies,
  request: LeaseRequest,
): Promise<number | undefined> {
  return changeLease(dependencies, request, false);
}

/**
 * Leases the slot that one holds for one more attempt.
 * @returns as `leaseSlot`; undefined also if it was lost, or the limit is lower than it was
 */
export function renewLease(
  dependencies: LeaseDependencies,
  request: LeaseRequest,
): Promise<number | undefined> {
  return changeLease(dependencies, request, true);
}

async function changeLease(
  { store, clock }: LeaseDependencies,
  { endpointId, holder, limit, timeoutSeconds }: LeaseRequest,
  isHeld: boolean,
): Promise<number | undefined> {
  const options = { what: 'The slots', tries: ACQUIRE_TRIES, otherwise: () => undefined };
  return retryOnConflict(options, async () => {
    const before = await store.inFlight(endpointId);
    const now = clock.now();
    const slots = getLeased(before, now);
    if (Object.hasOwn(slots, holder) !== isHeld) return undefined;
    const others = Object.keys(slots).filter((other) => other !== holder).length;
    if (others >= limit) return undefined;
    const until = now + timeoutSeconds * 1000 + MARGIN_MILLISECONDS;
    const next = createInFlight(endpointId, { ...slots, [holder]: until }, before, now);
    return (await store.replaceInFlight(next)) ? until : CONFLICT;
  });
}

/** Gives the slot back; nothing happens if it was lost. */
export async function releaseLease(
  { store, clock }: LeaseDependencies,
  { endpointId, holder }: Pick<LeaseRequest, 'endpointId' | 'holder'>,
): Promise<void> {
  await retryOnConflict({ what: 'The slots', tries: RELEASE_TRIES }, async () => {
    const before = await store.inFlight(endpointId);
    if (!before || !Object.hasOwn(before.slots, holder)) return;
    const now = clock.now();
    const { [holder]: _, ...slots } = getLeased(before, now);
    const next = createInFlight(endpointId, slots, before, now);
    return (await store.replaceInFlight(next)) ? undefined : CONFLICT;
  });
}

function getLeased(inFlight: InFlight | undefined, now: number): Record<string, number> {
  const leased = Object.entries(inFlight?.slots ?? {}).filter(([, until]) => until > now);
  return Object.fromEntries(leased);
}

function createInFlight(
  endpointId: string,
  slots: InFlight['slots'],
  before: InFlight | undefined,
  now: number,
): InFlight {
  const expiresAt = Math.ceil((now + KEPT_MILLISECONDS) / 1000);
  return { endpointId, slots, version: (before?.version ?? 0) + 1, expiresAt };
}
