import { randomBytes } from 'node:crypto';
import { type Endpoint, HEALTHY, MAX_ENDPOINTS_PER_OWNER } from './endpoint.ts';
import type { NewEndpointFields } from './endpoint-fields.ts';
import { InvalidWebhookRequestError, TooManyEndpointsError } from './errors.ts';
import { endpointSecret, type KeyDependencies } from './keys.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Why no webhook can be sent to this URL; undefined if one can. Resolves its name. */
export type WhyNotReachable = (url: string) => Promise<string | undefined>;

export interface CreateEndpointDependencies extends KeyDependencies {
  readonly store: KeyDependencies['store'] &
    Pick<WebhookStore, 'addEndpoint' | 'endpoints' | 'removeEndpoint'>;
  readonly whyNotReachable: WhyNotReachable;
}

/**
 * Registers a URL, and answers it with its secret (`whsec_…`).
 * @throws InvalidWebhookRequestError, TooManyEndpointsError
 */
export async function createEndpoint(
  dependencies: CreateEndpointDependencies,
  owner: string,
  fields: NewEndpointFields,
): Promise<{ endpoint: Endpoint; secret: string }> {
  const { store, clock } = dependencies;
  await requireReachable(dependencies, fields.url);
  const existing = await store.endpoints(owner);
  if (existing.length >= MAX_ENDPOINTS_PER_OWNER) {
    throw new TooManyEndpointsError(MAX_ENDPOINTS_PER_OWNER);
  }
  const endpoint = newEndpoint(owner, fields, clock.now());
  await store.addEndpoint(endpoint);
  await withdrawWhenTooMany(store, endpoint);
  return { endpoint, secret: await endpointSecret(dependencies, endpoint.id) };
}

/** @throws InvalidWebhookRequestError when no webhook can be sent to this URL. */
export async function requireReachable(
  { whyNotReachable }: { whyNotReachable: WhyNotReachable },
  url: string,
): Promise<void> {
  const reason = await whyNotReachable(url);
  if (reason) throw new InvalidWebhookRequestError('url', reason);
}

function newEndpoint(owner: string, fields: NewEndpointFields, now: number): Endpoint {
  const time = new Date(now).toISOString();
  return {
    ...fields,
    ...(fields.enabled ? {} : { disabledAt: time, disabledReason: 'You disabled it.' }),
    id: `ep_${randomBytes(12).toString('hex')}`,
    owner,
    health: HEALTHY,
    version: 1,
    createdAt: time,
    updatedAt: time,
  };
}

/** Two that are registered at the same moment don't see each other in the first count. */
async function withdrawWhenTooMany(
  store: CreateEndpointDependencies['store'],
  { owner, id }: Endpoint,
): Promise<void> {
  const endpoints = await store.endpoints(owner);
  if (endpoints.length <= MAX_ENDPOINTS_PER_OWNER) return;
  await store.removeEndpoint(owner, id);
  throw new TooManyEndpointsError(MAX_ENDPOINTS_PER_OWNER);
}
