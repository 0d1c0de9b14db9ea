import { normalizeAddress } from './address.ts';
import type { EndpointOptions } from './endpoint-options.ts';
import { digest, type WebhookEvent } from './event.ts';
import { matchesPattern } from './event-pattern.ts';
import { typeMatches } from './event-types.ts';

/** A URL that an owner registered. */
export interface Endpoint {
  /** `ep_` and 24 hexadecimal characters. */
  readonly id: string;
  readonly owner: string;
  readonly url: string;
  /** Event types and groups (`task.*`) it wants. */
  readonly events: readonly string[];
  /** Task kinds it wants; all of them where the list is empty. */
  readonly kinds: readonly string[];
  readonly description: string;
  /** The owner's own labels. */
  readonly metadata: Readonly<Record<string, string>>;
  /** How it is called; those that are missing have their defaults (`getOptions`). */
  readonly options?: Partial<EndpointOptions>;
  readonly enabled: boolean;
  /** While it is disabled: since when, and why, in words. */
  readonly disabledAt?: string;
  readonly disabledReason?: string;
  readonly health: EndpointHealth;
  /** Grows by one with every change. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** How the endpoint has answered since its last success. */
export interface EndpointHealth {
  /** Failed attempts since the last success. */
  readonly failuresInARow: number;
  /** Deliveries whose first attempt failed since the last success. */
  readonly failedDeliveries: number;
  /** When the first of those failures was. */
  readonly failingSince?: string;
  /** What was wrong last, in words. */
  readonly lastFailure?: string;
}

/** An endpoint that has given no cause for complaint. */
export const HEALTHY: EndpointHealth = { failuresInARow: 0, failedDeliveries: 0 };

export const MAX_ENDPOINTS_PER_OWNER = 20;

/** What a change may set. */
export type EndpointChange = Partial<
  Pick<
    Endpoint,
    | 'url'
    | 'events'
    | 'kinds'
    | 'description'
    | 'metadata'
    | 'options'
    | 'enabled'
    | 'disabledReason'
    | 'health'
  >
>;

/** The endpoint after a change: one version on, updated now. */
export function changedEndpoint(endpoint: Endpoint, change: EndpointChange, now: number): Endpoint {
  const time = new Date(now).toISOString();
  const {
    disabledAt = time,
    disabledReason = 'You disabled it.',
    ...next
  } = { ...endpoint, ...change, version: endpoint.version + 1, updatedAt: time };
  return next.enabled ? next : { ...next, disabledAt, disabledReason };
}

/** True when the endpoint's filters let the event through. */
export function wants(endpoint: Endpoint, event: WebhookEvent): boolean {
  const kindFits =
    event.kind === undefined || endpoint.kinds.length === 0 || endpoint.kinds.includes(event.kind);
  return kindFits && typeMatches(endpoint.events, event.type) && passesFilter(endpoint, event);
}

function passesFilter({ options }: Endpoint, { body }: WebhookEvent): boolean {
  return (
    options?.filter === undefined || matchesPattern(JSON.parse(options.filter), JSON.parse(body))
  );
}

/** True if both get the same events. */
export function hasSameFilters(one: EndpointFilters, other: EndpointFilters): boolean {
  return describeFilters(one) === describeFilters(other);
}

type EndpointFilters = Pick<Endpoint, 'events' | 'kinds' | 'options'>;

function describeFilters({ events, kinds, options }: EndpointFilters): string {
  const filter: unknown = options?.filter === undefined ? null : JSON.parse(options.filter);
  return JSON.stringify([[...new Set(events)].sort(), [...new Set(kinds)].sort(), sorted(filter)]);
}

/** The same value, members in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
}

/** The id that stands for a URL that an owner gives with tasks: the same address has the same id. */
export function taskUrlId(owner: string, url: string): string {
  return `url_${digest([owner, normalizeAddress(url)]).slice(0, 24)}`;
}
