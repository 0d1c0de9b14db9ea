import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import { endpointRing } from './key-ring.ts';
import {
  type Changeover,
  endpointSecret,
  type KeyDependencies,
  type RotatedSecret,
  rotateKey,
} from './keys.ts';
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
 * Replaces the secret of an endpoint.
 * @throws WebhookNotFoundError
 */
export async function rotateEndpointSecret(
  dependencies: EndpointSecrets,
  reference: EndpointReference,
  changeover: Changeover,
): Promise<RotatedSecret> {
  const { id } = await getEndpoint(dependencies, reference);
  const oldSignsUntil = await rotateKey(dependencies, endpointRing(id), changeover);
  return { secret: await endpointSecret(dependencies, id), oldSignsUntil };
}
