import type { Delivery } from '../../webhooks/delivery.ts';
import type { WebhookEvent } from '../../webhooks/event.ts';
import type { WaitingDelivery } from '../../webhooks/in-flight.ts';

/**
 * Every key of the Webhooks table.
 *
 * | item     | pk            | sk                  | gsi1                                       | gsi2                          |
 * |----------|---------------|---------------------|--------------------------------------------|-------------------------------|
 * | event    | EVENT#<event> | EVENT               | EVENTS#<owner>, <created>~<event>          |                               |
 * | delivery | EVENT#<event> | DELIVERY#<endpoint> | DELIVERIES#<endpoint>, <created>~<event>   | PENDING#<0-f>, <next attempt> |
 * | endpoint | OWNER#<owner> | ENDPOINT#<endpoint> |                                            |                               |
 * | slots    | SLOTS#<endpoint> | SLOTS            |                                            |                               |
 * | waiting  | WAITING#<endpoint> | <created>~<event> |                                         |                               |
 * | key ring | KEYS#<name>   | KEYS                |                                            |                               |
 *
 * One query of an event's partition gives all its deliveries. gsi1 lists an owner's events and an endpoint's
 * deliveries by time. gsi2 holds pending deliveries only, spread over sixteen partitions by the event id's first
 * digit so that no partition takes every write.
 */
export type TableKey = { readonly pk: string; readonly sk: string };

export const PENDING_PARTITIONS: readonly string[] = [...'0123456789abcdef'].map(
  (digit) => `PENDING#${digit}`,
);

export const DELIVERY_PREFIX = 'DELIVERY#';
export const ENDPOINT_PREFIX = 'ENDPOINT#';

export function eventKey(eventId: string): TableKey {
  return { pk: eventPartition(eventId), sk: 'EVENT' };
}

export function eventPartition(eventId: string): string {
  return `EVENT#${eventId}`;
}

export function deliveryKey(eventId: string, endpointId: string): TableKey {
  return { pk: eventPartition(eventId), sk: `${DELIVERY_PREFIX}${endpointId}` };
}

export function endpointKey(owner: string, endpointId: string): TableKey {
  return { pk: ownerPartition(owner), sk: `${ENDPOINT_PREFIX}${endpointId}` };
}

export function ownerPartition(owner: string): string {
  return `OWNER#${owner}`;
}

export function inFlightKey(endpointId: string): TableKey {
  return { pk: `SLOTS#${endpointId}`, sk: 'SLOTS' };
}

export function waitingPartition(endpointId: string): string {
  return `WAITING#${endpointId}`;
}

export function waitingKey({ endpointId, createdAt, eventId }: WaitingDelivery): TableKey {
  return { pk: waitingPartition(endpointId), sk: `${createdAt}~${eventId}` };
}

export function keyRingKey(name: string): TableKey {
  return { pk: `KEYS#${name}`, sk: 'KEYS' };
}

export function eventsPartition(owner: string): string {
  return `EVENTS#${owner}`;
}

export function deliveriesPartition(endpointId: string): string {
  return `DELIVERIES#${endpointId}`;
}

/** Key and index attributes of an event. */
export function eventKeys({ id, owner, createdAt }: WebhookEvent) {
  return { ...eventKey(id), gsi1pk: eventsPartition(owner), gsi1sk: `${createdAt}~${id}` };
}

/** Key and index attributes of a delivery. */
export function deliveryKeys(delivery: Delivery) {
  const { eventId, endpointId, createdAt, status, nextAttemptAt } = delivery;
  const isPending = status === 'pending' && nextAttemptAt !== undefined;
  const digit = eventId.charAt('evt_'.length);
  return {
    ...deliveryKey(eventId, endpointId),
    gsi1pk: deliveriesPartition(endpointId),
    gsi1sk: `${createdAt}~${eventId}`,
    ...(isPending ? { gsi2pk: `PENDING#${digit}`, gsi2sk: nextAttemptAt } : {}),
  };
}
