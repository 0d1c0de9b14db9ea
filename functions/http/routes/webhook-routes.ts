import type { Route } from '../route.ts';
import { type DeliveryRoutes, deliveryRoutes } from './delivery-routes.ts';
import { type EndpointRoutes, endpointRoutes } from './endpoint-routes.ts';
import { type SigningKeyRoutes, signingKeyRoutes } from './signing-key-routes.ts';

export type WebhookRoutes = EndpointRoutes & DeliveryRoutes & SigningKeyRoutes;

/** What an owner needs to receive webhooks and to see what became of them. */
export function webhookRoutes(context: WebhookRoutes): Route[] {
  return [...endpointRoutes(context), ...deliveryRoutes(context), ...signingKeyRoutes(context)];
}
