import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import { type AnnounceDependencies, announceEvent } from './announce-event.ts';
import { changedEndpoint, type Endpoint } from './endpoint.ts';
import { type HealthSign, healthChange } from './endpoint-health.ts';
import type { OperatorNotices } from './ports.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface HealthDependencies extends AnnounceDependencies {
  readonly store: AnnounceDependencies['store'] &
    Pick<WebhookStore, 'endpoint' | 'replaceEndpoint'>;
  readonly operator: OperatorNotices;
}

/** More than there are changes before an endpoint's trouble is known and further signs change nothing. */
const MOST_TRIES = 20;

/**
 * Notes in an endpoint's record what an attempt says about it. When that disables the endpoint, the owner's other
 * endpoints and the operator are notified before the record changes, so that a crash in between repeats the notice
 * rather than losing it. When many attempts end at once, some find the record changed and try again, until what they
 * have to say is known (`healthChange`).
 */
export async function settleHealth(
  dependencies: HealthDependencies,
  endpoint: Endpoint,
  sign: HealthSign,
): Promise<void> {
  const options = { what: `Webhook ${endpoint.id}`, tries: MOST_TRIES, otherwise: () => true };
  await retryOnConflict(options, async (tried) => {
    const newest =
      tried === 0 ? endpoint : await dependencies.store.endpoint(endpoint.owner, endpoint.id);
    return !newest || (await noteSign(dependencies, newest, sign)) || CONFLICT;
  });
}

/** False when the endpoint was changed in between. */
async function noteSign(
  dependencies: HealthDependencies,
  endpoint: Endpoint,
  sign: HealthSign,
): Promise<boolean> {
  const now = dependencies.clock.now();
  const change = healthChange(endpoint, sign, now);
  if (!change) return true;
  const next = changedEndpoint(endpoint, change, now);
  if (endpoint.enabled && !next.enabled) {
    const occasion = endpoint.health.failingSince ?? `version ${endpoint.version}`;
    await announceDisabling(dependencies, next, occasion);
  }
  return dependencies.store.replaceEndpoint(next);
}

/** @param occasion is the same when the same disabling is announced again, so that it makes one event. */
async function announceDisabling(
  dependencies: HealthDependencies,
  { id, owner, url, disabledReason = '' }: Endpoint,
  occasion: string,
): Promise<void> {
  await announceEvent(dependencies, {
    owner,
    type: 'webhook.disabled',
    subject: `${id}/${occasion}`,
    data: { endpoint_id: id, url, reason: disabledReason },
    exceptEndpointId: id,
  });
  await dependencies.operator.endpointDisabled({
    owner,
    endpointId: id,
    url,
    reason: disabledReason,
  });
}
