import { type Attempt, type Delivery, deliveryId } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointNextStep, endpointState, endpointStateReason } from './endpoint-health.ts';
import { getOptions } from './endpoint-options.ts';
import type { WebhookEvent } from './event.ts';
import type { RotatedSecret } from './keys.ts';

/** An endpoint as the API shows it, without its secret and the values of its headers. */
export function toEndpointView(endpoint: Endpoint) {
  const { schedule, timeoutSeconds, maxInFlight, payload, filter, headers } = getOptions(endpoint);
  const { id, url, events, kinds, description, metadata, enabled, health } = endpoint;
  return {
    _id: id,
    url,
    events,
    kinds,
    description,
    metadata,
    enabled,
    schedule,
    timeout_seconds: timeoutSeconds,
    max_in_flight: maxInFlight ?? null,
    payload,
    filter: filter === undefined ? null : parseFilter(filter),
    header_names: [...(headers?.names ?? [])],
    state: endpointState(endpoint),
    state_reason: endpointStateReason(endpoint) ?? '',
    next_step: endpointNextStep(endpoint) ?? '',
    failures_in_a_row: health.failuresInARow,
    failing_since: health.failingSince ?? null,
    disabled_at: endpoint.disabledAt ?? null,
    createdAt: endpoint.createdAt,
    updatedAt: endpoint.updatedAt,
  };
}

function parseFilter(filter: string): Record<string, unknown> {
  return JSON.parse(filter);
}

/** A rotated secret as the API shows it. */
export function toRotationView({ secret, oldSignsUntil }: RotatedSecret) {
  return { secret, old_secret_signs_until: oldSignsUntil };
}

/** An event as the API lists it: what a receiver would have been sent, and its id. */
export function toEventView({ id, kind, subject, body }: WebhookEvent) {
  const sent: SentBody = JSON.parse(body);
  return { _id: id, kind: kind ?? null, subject, ...sent };
}

/** The body that receivers of an event get. */
interface SentBody {
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Set if texts were cut. */
  readonly shortened?: true;
  /** Set if it is a sample. */
  readonly test?: true;
}

/** A delivery as the log shows it, with its attempts, oldest first. */
export function toDeliveryView(delivery: Delivery) {
  return {
    ...deliverySummary(delivery),
    event_id: delivery.eventId,
    endpoint_id: delivery.endpointId,
    subject: delivery.subject,
    attempts: delivery.attempts.map(attemptView),
    createdAt: delivery.createdAt,
    updatedAt: delivery.updatedAt,
  };
}

/** The short form of a delivery that a task's record shows. */
export function deliverySummary(delivery: Delivery) {
  const last = delivery.attempts.at(-1);
  return {
    _id: deliveryId(delivery),
    type: delivery.type,
    url: delivery.url,
    status: delivery.status,
    reason: delivery.reason ?? last?.hint ?? '',
    attempt_count: delivery.attempts.length,
    next_attempt_at: delivery.nextAttemptAt ?? null,
  };
}

function attemptView(attempt: Attempt) {
  return {
    at: attempt.at,
    category: attempt.category,
    hint: attempt.hint,
    status: attempt.status ?? null,
    duration_ms: attempt.durationMilliseconds,
    response_excerpt: attempt.responseExcerpt ?? '',
    next_attempt_at: attempt.nextAttemptAt ?? null,
  };
}
