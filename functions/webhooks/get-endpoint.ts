import type { Endpoint } from './endpoint.ts';
import { WebhookNotFoundError } from './errors.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Which endpoint, and whose. */
export interface EndpointReference {
  readonly owner: string;
  readonly endpointId: string;
}

/** @throws WebhookNotFoundError */
export async function getEndpoint(
  { store }: { store: Pick<WebhookStore, 'endpoint'> },
  { owner, endpointId }: EndpointReference,
): Promise<Endpoint> {
  const endpoint = await store.endpoint(owner, endpointId);
  if (!endpoint) throw new WebhookNotFoundError('endpoint');
  return endpoint;
}

/** All of an owner's endpoints, oldest first. */
export async function listEndpoints(
  { store }: { store: Pick<WebhookStore, 'endpoints'> },
  owner: string,
): Promise<Endpoint[]> {
  const endpoints = await store.endpoints(owner);
  return endpoints.sort((left, right) => (left.createdAt < right.createdAt ? -1 : 1));
}
