import { type KeyDependencies, signingSecret } from '../../webhooks/keys.ts';
import type { Route } from '../route.ts';

export type WebhookRoutes = KeyDependencies;

/** What an owner needs to receive webhooks. */
export function webhookRoutes(context: WebhookRoutes): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/webhooks/secret',
      async handle({ owner }) {
        return { secret: await signingSecret(context, owner) };
      },
    },
  ];
}
