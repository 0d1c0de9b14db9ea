import type { ProviderLimits } from '../providers/configured-provider.ts';
import { breakerState, tried } from './breaker.ts';
import { estimateWait } from './estimate-wait.ts';
import { currentLoad, type ProviderLoad } from './provider-load.ts';

/** A task that asks for a slot. */
export interface SlotRequest {
  readonly taskId: string;
  /** How many that came before are still waiting. */
  readonly ahead: number;
  /** How long such a task usually takes, in seconds: used until slots have been released. */
  readonly expectedSeconds: number;
  /** The slot's lease, in seconds: after it the slot is free, whatever became of the task. */
  readonly leaseSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type SlotDecision =
  /** It may start once `next` is stored; without `next` there is nothing to store. */
  | { readonly state: 'admitted'; readonly next?: ProviderLoad }
  /** `unavailable`: its breaker is open; `queued`: it is full, or asked for a pause. */
  | { readonly state: 'queued' | 'unavailable'; readonly seconds: number };

/** Decides whether a task may be started now, in the order in which tasks came. */
export function acquireSlot(
  stored: ProviderLoad,
  limits: ProviderLimits,
  request: SlotRequest,
): SlotDecision {
  const { taskId, ahead, now } = request;
  const load = currentLoad(stored, limits, now);
  if (load.slots[taskId]) return { state: 'admitted' };
  const breaker = breakerState(load, now);
  const room = Math.min(
    countFreeSlots(load, limits),
    breaker === 'half-open' ? 1 : Number.MAX_VALUE,
  );
  if (now < load.notBefore || ahead >= room) {
    const secondsEach = load.secondsHeld || request.expectedSeconds;
    const seconds = estimateWait(load, limits, { ahead, secondsEach, now });
    return { state: breaker === 'open' ? 'unavailable' : 'queued', seconds };
  }
  const next = breaker === 'half-open' ? tried(load, now) : load;
  if (!isLimited(limits))
    return next === load ? { state: 'admitted' } : { state: 'admitted', next };
  return { state: 'admitted', next: addSlot(next, limits, request) };
}

/** True where tasks may have to wait, so that there is a queue. */
export function isLimited({ inFlight, startsPerMinute }: ProviderLimits): boolean {
  return inFlight !== undefined || startsPerMinute !== undefined;
}

/** The load without the task's slot; how long it was held counts only if the task ran. */
export function removeSlot(
  load: ProviderLoad,
  taskId: string,
  now: number,
  hasRun: boolean,
): ProviderLoad {
  const { [taskId]: slot, ...slots } = load.slots;
  if (!slot) return load;
  const held = (now - slot.since) / 1000;
  const secondsHeld = hasRun ? average(load.secondsHeld, held) : load.secondsHeld;
  return { ...load, slots, secondsHeld };
}

/** How many may start at once. */
function countFreeSlots({ slots, tokens }: ProviderLoad, { inFlight }: ProviderLimits): number {
  const free = inFlight === undefined ? Number.POSITIVE_INFINITY : inFlight - countSlots(slots);
  return Math.min(free, Math.floor(tokens));
}

function addSlot(
  load: ProviderLoad,
  { inFlight }: ProviderLimits,
  request: SlotRequest,
): ProviderLoad {
  const { taskId, now, leaseSeconds } = request;
  const slot = { since: now, until: now + leaseSeconds * 1000 };
  return {
    ...load,
    tokens: load.tokens - 1,
    ...(inFlight === undefined ? {} : { slots: { ...load.slots, [taskId]: slot } }),
  };
}

function countSlots(slots: ProviderLoad['slots']): number {
  return Object.keys(slots).length;
}

/** The newest counts for a fifth, so that the value follows a change within some ten tasks. */
function average(before: number, newest: number): number {
  return before === 0 ? newest : before + (newest - before) / 5;
}
