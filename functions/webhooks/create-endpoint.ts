import { randomBytes } from 'node:crypto';
import { type Endpoint, HEALTHY, MAX_ENDPOINTS_PER_OWNER } from './endpoint.ts';
import type { NewEndpointFields } from './endpoint-fields.ts';
import { InvalidWebhookRequestError, TooManyEndpointsError } from './errors.ts';
import { endpointSecret, type KeyDependencies } from './keys.ts';
import { readOptions } from './read-options.ts';
import { isOlder, requireOtherFilters } from './require-other-filters.ts';
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
 * @throws InvalidWebhookRequestError, TooManyEndpointsError, EndpointExistsError
 */
export async function createEndpoint(
  dependencies: CreateEndpointDependencies,
  owner: string,
  fields: NewEndpointFields,
): Promise<{ endpoint: Endpoint; secret: string }> {
  const { store } = dependencies;
  await requireReachable(dependencies, fields.url);
  const existing = await store.endpoints(owner);
  const endpoint = await newEndpoint(dependencies, owner, fields);
  requireOtherFilters(endpoint, existing);
  if (existing.length >= MAX_ENDPOINTS_PER_OWNER) {
    throw new TooManyEndpointsError(MAX_ENDPOINTS_PER_OWNER);
  }
  await store.addEndpoint(endpoint);
  await withdrawIfRefused(store, endpoint);
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

async function newEndpoint(
  { cipher, clock }: CreateEndpointDependencies,
  owner: string,
  { url, events, kinds, description, metadata, enabled, ...fields }: NewEndpointFields,
): Promise<Endpoint> {
  const id = `ep_${randomBytes(12).toString('hex')}`;
  const time = new Date(clock.now()).toISOString();
  return {
    ...{ url, events, kinds, description, metadata, enabled },
    options: await readOptions(cipher, id, fields),
    ...(enabled ? {} : { disabledAt: time, disabledReason: 'You disabled it.' }),
    id,
    owner,
    health: HEALTHY,
    version: 1,
    createdAt: time,
    updatedAt: time,
  };
}

/** Two that are registered at the same moment don't see each other before they are added. */
async function withdrawIfRefused(
  store: CreateEndpointDependencies['store'],
  endpoint: Endpoint,
): Promise<void> {
  const { owner, id } = endpoint;
  const endpoints = await store.endpoints(owner);
  try {
    const older = endpoints.filter((other) => isOlder(other, endpoint));
    requireOtherFilters(endpoint, older);
    if (endpoints.length > MAX_ENDPOINTS_PER_OWNER) {
      throw new TooManyEndpointsError(MAX_ENDPOINTS_PER_OWNER);
    }
  } catch (error) {
    await store.removeEndpoint(owner, id);
    throw error;
  }
}
