import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import { endpointRing } from './key-ring.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface DeleteEndpointDependencies {
  readonly store: Pick<WebhookStore, 'endpoint' | 'removeEndpoint' | 'removeKeyRing'>;
}

/**
 * Removes an endpoint and its secrets; deliveries on their way to it end as skipped.
 * @throws WebhookNotFoundError
 */
export async function deleteEndpoint(
  { store }: DeleteEndpointDependencies,
  reference: EndpointReference,
): Promise<void> {
  const { owner, id } = await getEndpoint({ store }, reference);
  await store.removeEndpoint(owner, id);
  await store.removeKeyRing(endpointRing(id));
}
