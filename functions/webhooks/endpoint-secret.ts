import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import { endpointRing } from './key-ring.ts';
import { type Changeover, endpointSecret, type KeyDependencies, rotateKey } from './keys.ts';
import type { WebhookStore } from './webhook-store.ts';

export type EndpointSecrets = KeyDependencies & { readonly store: Pick<WebhookStore, 'endpoint'> };

/**
 * The newest secret of an endpoint, as `whsec_…`.
 * @throws WebhookNotFoundError
 */
export async function getEndpointSecret(
  dependencies: EndpointSecrets,
  reference: EndpointReference,
): Promise<string> {
  const { id } = await getEndpoint(dependencies, reference);
  return endpointSecret(dependencies, id);
}

/**
 * Replaces the secret of an endpoint, and answers the new one.
 * @throws WebhookNotFoundError
 */
export async function rotateEndpointSecret(
  dependencies: EndpointSecrets,
  reference: EndpointReference,
  changeover: Changeover,
): Promise<string> {
  const { id } = await getEndpoint(dependencies, reference);
  await rotateKey(dependencies, endpointRing(id), changeover);
  return endpointSecret(dependencies, id);
}
