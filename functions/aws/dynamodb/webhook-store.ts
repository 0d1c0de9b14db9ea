import type { Delivery } from '../../webhooks/delivery.ts';
import type { WebhookStore } from '../../webhooks/webhook-store.ts';
import type { DocumentClient } from './commands.ts';
import { createRecordTable } from './record-table.ts';
import {
  DELIVERY_PREFIX,
  deliveriesPartition,
  deliveryKey,
  deliveryKeys,
  ENDPOINT_PREFIX,
  endpointKey,
  eventKey,
  eventKeys,
  eventPartition,
  eventsPartition,
  inFlightKey,
  keyRingKey,
  ownerPartition,
  PENDING_PARTITIONS,
  waitingKey,
  waitingPartition,
} from './webhook-keys.ts';

/** Webhook records in DynamoDB: one item each, in one table with two indexes. */
export function createDynamoWebhookStore(client: DocumentClient, tableName: string): WebhookStore {
  const table = createRecordTable(client, tableName);
  return {
    addEvent: (event) => table.add(eventKeys(event), event),
    event: (eventId) => table.get(eventKey(eventId)),
    events: (owner, range) => table.listBetween('gsi1', eventsPartition(owner), range),

    addEndpoint: (endpoint) => table.add(endpointKey(endpoint.owner, endpoint.id), endpoint),
    replaceEndpoint: (endpoint) =>
      table.replace(endpointKey(endpoint.owner, endpoint.id), endpoint),
    endpoint: (owner, endpointId) => table.get(endpointKey(owner, endpointId)),
    endpoints: (owner) => table.listPrefix(ownerPartition(owner), ENDPOINT_PREFIX),
    removeEndpoint: (owner, endpointId) => table.remove(endpointKey(owner, endpointId)),

    addDelivery: (delivery) => table.add(deliveryKeys(delivery), delivery),
    replaceDelivery: (delivery) => table.replace(deliveryKeys(delivery), delivery),
    delivery: (eventId, endpointId) => table.get(deliveryKey(eventId, endpointId)),
    deliveriesOfEvent: (eventId) => table.listPrefix(eventPartition(eventId), DELIVERY_PREFIX),
    deliveriesOfEndpoint: (endpointId, range) =>
      table.listBetween('gsi1', deliveriesPartition(endpointId), range),
    async overdueDeliveries(before, limit) {
      const partitions = await Promise.all(
        PENDING_PARTITIONS.map((partition) =>
          table.listBetween<Delivery>('gsi2', partition, { after: '0', before, limit }),
        ),
      );
      return partitions.flat().slice(0, limit);
    },

    inFlight: (endpointId) => table.get(inFlightKey(endpointId)),
    replaceInFlight: (inFlight) =>
      inFlight.version === 1
        ? table.add(inFlightKey(inFlight.endpointId), inFlight)
        : table.replace(inFlightKey(inFlight.endpointId), inFlight),
    addWaiting: (waiting) => table.put(waitingKey(waiting), waiting),
    removeWaiting: (waiting) => table.remove(waitingKey(waiting)),
    waiting: (endpointId, limit) =>
      table.list(
        {
          KeyConditionExpression: 'pk = :partition',
          ExpressionAttributeValues: { ':partition': waitingPartition(endpointId) },
          ConsistentRead: true,
        },
        limit,
      ),

    addKeyRing: (ring) => table.add(keyRingKey(ring.name), ring),
    replaceKeyRing: (ring) => table.replace(keyRingKey(ring.name), ring),
    keyRing: (name) => table.get(keyRingKey(name)),
    removeKeyRing: (name) => table.remove(keyRingKey(name)),
  };
}
