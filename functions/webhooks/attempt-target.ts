import { openHeaders } from './custom-headers.ts';
import type { Delivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { getOptions } from './endpoint-options.ts';
import type { WebhookEvent } from './event.ts';
import { endpointRing, ownerRing, SERVICE_RING } from './key-ring.ts';
import { type KeyDependencies, openSigningKeys } from './keys.ts';
import type { OutgoingRequest } from './send-attempt.ts';
import { toThinBody } from './thin-body.ts';
import { tokenContext } from './token.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Where a delivery goes, and with what. */
export interface AttemptTarget {
  readonly event: WebhookEvent;
  readonly url: string;
  /** Absent for a URL given with a task. */
  readonly endpoint?: Endpoint;
}

/** The caller of a ping waits for the answer; the API has less than half a minute. */
const LONGEST_PING_SECONDS = 20;

/** @returns `gone`: why nothing can be sent any more, in words */
export async function findTarget(
  { store }: { store: Pick<WebhookStore, 'event' | 'endpoint'> },
  delivery: Delivery,
): Promise<AttemptTarget | { gone: string }> {
  const event = await store.event(delivery.eventId);
  if (!event) return { gone: 'The event is no longer kept.' };
  if (delivery.endpointId.startsWith('url_')) return { event, url: delivery.url };
  const endpoint = await store.endpoint(delivery.owner, delivery.endpointId);
  if (!endpoint) return { gone: 'The endpoint was deleted.' };
  if (!endpoint.enabled && !delivery.ping) {
    return { gone: `The endpoint is disabled. ${endpoint.disabledReason}` };
  }
  return { event, url: endpoint.url, endpoint };
}

/** How long the attempt may take. */
export function getTimeoutSeconds({ ping }: Delivery, { endpoint }: AttemptTarget): number {
  const { timeoutSeconds } = getOptions(endpoint);
  return ping ? Math.min(timeoutSeconds, LONGEST_PING_SECONDS) : timeoutSeconds;
}

/** Decrypts all that the attempt needs before it is claimed, so a KMS outage claims nothing. */
export async function prepareRequest(
  dependencies: KeyDependencies,
  delivery: Delivery,
  target: AttemptTarget,
): Promise<OutgoingRequest> {
  const { owner, sealedToken, isFull } = delivery;
  const { event, url, endpoint } = target;
  const { cipher } = dependencies;
  const { payload, headers } = getOptions(endpoint);
  const [secrets, privateKeys, opened, token] = await Promise.all([
    openSigningKeys(dependencies, endpoint ? endpointRing(endpoint.id) : ownerRing(owner)),
    openSigningKeys(dependencies, SERVICE_RING),
    openHeaders(cipher, endpoint?.id ?? '', headers),
    sealedToken && cipher.open(sealedToken, tokenContext(owner)),
  ]);
  return {
    eventId: event.id,
    body: payload === 'thin' && !isFull ? toThinBody(event.body) : event.body,
    ...{ url, secrets, privateKeys, headers: opened },
    ...(token ? { token } : {}),
    timeoutSeconds: getTimeoutSeconds(delivery, target),
    isAnswerVisible: endpoint !== undefined,
  };
}
