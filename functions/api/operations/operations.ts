import type { Route } from '../server/route.ts';
import { type AccountRoutes, accountRoutes } from './account-routes.ts';
import { type AvatarRoutes, avatarRoutes } from './avatar-routes.ts';
import { type DeliveryRoutes, deliveryRoutes } from './delivery-routes.ts';
import { type EndpointRoutes, endpointRoutes } from './endpoint-routes.ts';
import { type MediaRoutes, mediaRoutes } from './media-routes.ts';
import { type ProviderRoutes, providerRoutes } from './provider-routes.ts';
import { type QuestionRoutes, questionRoutes } from './question-routes.ts';
import { type QuoteRoutes, quoteRoutes } from './quote-routes.ts';
import { type SavedMediaRoutes, savedMediaRoutes } from './saved-media-routes.ts';
import { type SigningKeyRoutes, signingKeyRoutes } from './signing-key-routes.ts';
import { type SpeechRoutes, speechRoutes } from './speech-routes.ts';
import { type TaskRoutes, taskRoutes } from './task-routes.ts';
import { type TokenRoutes, tokenRoutes } from './token-routes.ts';

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
