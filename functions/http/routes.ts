import type { Route } from './route.ts';
import { type AccountRoutes, accountRoutes } from './routes/account-routes.ts';
import { type AvatarRoutes, avatarRoutes } from './routes/avatar-routes.ts';
import { type DeliveryRoutes, deliveryRoutes } from './routes/delivery-routes.ts';
import { type EndpointRoutes, endpointRoutes } from './routes/endpoint-routes.ts';
import { type MediaRoutes, mediaRoutes } from './routes/media-routes.ts';
import { type ProviderRoutes, providerRoutes } from './routes/provider-routes.ts';
import { type QuestionRoutes, questionRoutes } from './routes/question-routes.ts';
import { type QuoteRoutes, quoteRoutes } from './routes/quote-routes.ts';
import { type SavedMediaRoutes, savedMediaRoutes } from './routes/saved-media-routes.ts';
import { type SigningKeyRoutes, signingKeyRoutes } from './routes/signing-key-routes.ts';
import { type SpeechRoutes, speechRoutes } from './routes/speech-routes.ts';
import { type TaskRoutes, taskRoutes } from './routes/task-routes.ts';
import { type TokenRoutes, tokenRoutes } from './routes/token-routes.ts';

/** What the use cases behind the routes need. */
export type ApiContext = TaskRoutes &
  ProviderRoutes &
  AccountRoutes &
  TokenRoutes &
  QuoteRoutes &
  MediaRoutes &
  SavedMediaRoutes &
  AvatarRoutes &
  QuestionRoutes &
  EndpointRoutes &
  DeliveryRoutes &
  SigningKeyRoutes &
  SpeechRoutes;

/** Every operation of the API. */
export const routes: readonly Route<ApiContext>[] = [
  ...taskRoutes,
  ...providerRoutes,
  ...accountRoutes,
  ...tokenRoutes,
  ...quoteRoutes,
  ...mediaRoutes,
  ...savedMediaRoutes,
  ...avatarRoutes,
  ...questionRoutes,
  ...endpointRoutes,
  ...deliveryRoutes,
  ...signingKeyRoutes,
  ...speechRoutes,
];
