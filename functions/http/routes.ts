import type { Route } from './route.ts';
import { type AccountRoutes, accountRoutes } from './routes/account-routes.ts';
import { type MediaRoutes, mediaRoutes } from './routes/media-routes.ts';
import { type ProviderRoutes, providerRoutes } from './routes/provider-routes.ts';
import { type TaskRoutes, taskRoutes } from './routes/task-routes.ts';
import { type WebhookRoutes, webhookRoutes } from './routes/webhook-routes.ts';

/** Every operation of the API. */
export function createRoutes(
  context: TaskRoutes & ProviderRoutes & AccountRoutes & MediaRoutes & WebhookRoutes,
): Route[] {
  return [
    ...taskRoutes(context),
    ...providerRoutes(context),
    ...accountRoutes(context),
    ...mediaRoutes(context),
    ...webhookRoutes(context),
  ];
}
