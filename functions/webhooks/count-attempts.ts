import type { Clock } from '../clock.ts';
import type { Delivery } from './delivery.ts';
import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import type { WebhookStore } from './webhook-store.ts';

/** How many attempts at an endpoint there were from a time on. */
export interface AttemptCount {
  /** The begin of an hour or a day (UTC); ISO 8601. */
  readonly at: string;
  readonly delivered: number;
  readonly failed: number;
}

export interface CountAttemptsDependencies {
  readonly store: Pick<WebhookStore, 'endpoint' | 'deliveriesOfEndpoint'>;
  readonly clock: Clock;
}

const HOUR = 3_600_000;
const spans = {
  hour: { length: HOUR, count: 24 },
  day: { length: 24 * HOUR, count: 30 },
} as const;

/** How long after its event a delivery may still be attempted, in milliseconds. */
const LONGEST_SCHEDULE = 4 * 24 * HOUR;
/** How many deliveries are read, a page each time. */
const MOST_READ = 3_000;
const PAGE = 500;

/**
 * The attempts at an endpoint by hour for 24 hours, or by day for 30 days, the oldest first, counted from the log. If
 * there are more than 3,000 deliveries in that time, the counts begin with the first hour or day that was read whole.
 * @throws WebhookNotFoundError
 */
export async function countAttempts(
  { store, clock }: CountAttemptsDependencies,
  reference: EndpointReference,
  by: keyof typeof spans,
): Promise<AttemptCount[]> {
  const { id } = await getEndpoint({ store }, reference);
  const { length, count } = spans[by];
  const last = Math.floor(clock.now() / length) * length;
  const first = last - (count - 1) * length;
  const { deliveries, readFrom } = await readLog(store, id, first - LONGEST_SCHEDULE);
  const begin = Math.max(first, Math.ceil(readFrom / length) * length);
  const counts = new Map<number, { delivered: number; failed: number }>();
  for (let at = begin; at <= last; at += length) counts.set(at, { delivered: 0, failed: 0 });
  for (const { attempts, ping } of deliveries) {
    for (const { at, category } of ping ? [] : attempts) {
      const counted = counts.get(Math.floor(Date.parse(at) / length) * length);
      if (counted) counted[category === 'delivered' ? 'delivered' : 'failed'] += 1;
    }
  }
  return [...counts].map(([at, counted]) => ({ at: new Date(at).toISOString(), ...counted }));
}

/** The deliveries of events from a time on, and from when on all of them were read. */
async function readLog(
  store: CountAttemptsDependencies['store'],
  endpointId: string,
  from: number,
): Promise<{ deliveries: Delivery[]; readFrom: number }> {
  const deliveries: Delivery[] = [];
  const after = new Date(from).toISOString();
  let before = '9';
  while (deliveries.length < MOST_READ) {
    const range = { after, before, limit: PAGE, newestFirst: true };
    const page = await store.deliveriesOfEndpoint(endpointId, range);
    deliveries.push(...page);
    const oldest = page.at(-1);
    if (page.length < PAGE || !oldest) return { deliveries, readFrom: from };
    before = `${oldest.createdAt}~${oldest.eventId}`;
  }
  return { deliveries, readFrom: Date.parse(deliveries.at(-1)?.createdAt ?? '') };
}
