import type { Delivery } from '../../functions/webhooks/delivery.ts';
import type { Endpoint } from '../../functions/webhooks/endpoint.ts';
import type { WebhookEvent } from '../../functions/webhooks/event.ts';
import type { InFlight, WaitingDelivery } from '../../functions/webhooks/in-flight.ts';
import type { KeyRing } from '../../functions/webhooks/key-ring.ts';
import type { WebhookStore } from '../../functions/webhooks/webhook-store.ts';

interface Range {
  readonly after: string;
  readonly before: string;
  readonly limit: number;
  readonly newestFirst?: boolean;
}

/** Records of one kind, by key. Copies go in and out, as with a real table. */
function createRecords<Content>(getKey: (record: Content) => string) {
  const records = new Map<string, Content>();
  return {
    records,
    add: async (record: Content): Promise<boolean> => {
      if (records.has(getKey(record))) return false;
      records.set(getKey(record), structuredClone(record));
      return true;
    },
    get: async (key: string): Promise<Content | undefined> => structuredClone(records.get(key)),
    where: (accepts: (record: Content) => boolean): Content[] =>
      [...records.entries()]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([, record]) => structuredClone(record))
        .filter(accepts),
    remove: async (key: string): Promise<void> => void records.delete(key),
  };
}

function createVersionedRecords<Content extends { readonly version: number }>(
  getKey: (record: Content) => string,
) {
  const base = createRecords(getKey);
  return {
    ...base,
    replace: async (record: Content): Promise<boolean> => {
      if (base.records.get(getKey(record))?.version !== record.version - 1) return false;
      base.records.set(getKey(record), structuredClone(record));
      return true;
    },
  };
}

/** The webhook store in memory. It passes the same suite as the one in DynamoDB. */
export function createMemoryWebhookStore(): WebhookStore {
  const events = createRecords((event: WebhookEvent) => event.id);
  const endpoints = createVersionedRecords(
    (endpoint: Endpoint) => `${endpoint.owner}/${endpoint.id}`,
  );
  const deliveries = createVersionedRecords(
    (delivery: Delivery) => `${delivery.eventId}/${delivery.endpointId}`,
  );
  const rings = createVersionedRecords((ring: KeyRing) => ring.name);
  const slots = createVersionedRecords((inFlight: InFlight) => inFlight.endpointId);
  const waiting = createRecords(getWaitingKey);
  return {
    addEvent: events.add,
    event: events.get,
    events: async (owner, range) =>
      between(
        events.where((event) => event.owner === owner),
        ({ createdAt, id }) => `${createdAt}~${id}`,
        range,
      ),
    addEndpoint: endpoints.add,
    replaceEndpoint: endpoints.replace,
    endpoint: (owner, id) => endpoints.get(`${owner}/${id}`),
    endpoints: async (owner) => endpoints.where((endpoint) => endpoint.owner === owner),
    removeEndpoint: (owner, id) => endpoints.remove(`${owner}/${id}`),
    addDelivery: deliveries.add,
    replaceDelivery: deliveries.replace,
    delivery: (eventId, endpointId) => deliveries.get(`${eventId}/${endpointId}`),
    deliveriesOfEvent: async (eventId) =>
      deliveries.where((delivery) => delivery.eventId === eventId),
    deliveriesOfEndpoint: async (endpointId, range) =>
      between(
        deliveries.where((delivery) => delivery.endpointId === endpointId),
        ({ createdAt, eventId }) => `${createdAt}~${eventId}`,
        range,
      ),
    overdueDeliveries: async (before, limit) =>
      deliveries
        .where(({ status, nextAttemptAt = '' }) => status === 'pending' && nextAttemptAt < before)
        .slice(0, limit),
    inFlight: slots.get,
    replaceInFlight: (inFlight) =>
      inFlight.version === 1 ? slots.add(inFlight) : slots.replace(inFlight),
    async addWaiting(entry) {
      await waiting.add(entry);
    },
    removeWaiting: (entry) => waiting.remove(getWaitingKey(entry)),
    waiting: async (endpointId, limit) =>
      waiting.where((entry) => entry.endpointId === endpointId).slice(0, limit),
    addKeyRing: rings.add,
    replaceKeyRing: rings.replace,
    keyRing: rings.get,
    removeKeyRing: rings.remove,
  };
}

function getWaitingKey({ endpointId, createdAt, eventId }: WaitingDelivery): string {
  return `${endpointId}/${createdAt}~${eventId}`;
}

function between<Content>(
  records: Content[],
  sortKey: (record: Content) => string,
  { after, before, limit, newestFirst = false }: Range,
): Content[] {
  const inRange = records
    .filter((record) => sortKey(record) > after && sortKey(record) < before)
    .sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
  return (newestFirst ? inRange.reverse() : inRange).slice(0, limit);
}
