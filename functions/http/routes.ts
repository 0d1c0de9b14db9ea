import type { Route } from './route.ts';
import { type AccountRoutes, accountRoutes } from './routes/account-routes.ts';
import { type DeliveryRoutes, deliveryRoutes } from './routes/delivery-routes.ts';
import { type EndpointRoutes, endpointRoutes } from './routes/endpoint-routes.ts';
import { type MediaRoutes, mediaRoutes } from './routes/media-routes.ts';
import { type ProviderRoutes, providerRoutes } from './routes/provider-routes.ts';
import { type SigningKeyRoutes, signingKeyRoutes } from './routes/signing-key-routes.ts';
import { type TaskRoutes, taskRoutes } from './routes/task-routes.ts';

/** What the use cases behind the routes need. */
export type ApiContext = TaskRoutes &
  ProviderRoutes &
  AccountRoutes &
  MediaRoutes &
  EndpointRoutes &
  DeliveryRoutes &
  SigningKeyRoutes;

/** Every operation of the API. */
export const routes: readonly Route<ApiContext>[] = [
  ...taskRoutes,
  ...providerRoutes,
  ...accountRoutes,
  ...mediaRoutes,
  ...endpointRoutes,
  ...deliveryRoutes,
  ...signingKeyRoutes,
];
