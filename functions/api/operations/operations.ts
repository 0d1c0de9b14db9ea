import type { ApiOperation } from '../operation.ts';
import { type AccountOperations, accountOperations } from './account-operations.ts';
import { attemptCountOperations } from './attempt-count-operations.ts';
import { type AvatarOperations, avatarOperations } from './avatar-operations.ts';
import { type DeliveryOperations, deliveryOperations } from './delivery-operations.ts';
import { type EndpointOperations, endpointOperations } from './endpoint-operations.ts';
import { type EveryKindOperations, everyKindOperations } from './every-kind-operations.ts';
import { healthOperations } from './health-operations.ts';
import type { TaskOperations } from './kind-operation-forms.ts';
import { type MediaOperations, mediaOperations } from './media-operations.ts';
import { type ProviderOperations, providerOperations } from './provider-operations.ts';
import { type QueryOperations, queryOperations } from './query-operations.ts';
import { type QuoteOperations, quoteOperations } from './quote-operations.ts';
import { type SavedMediaOperations, savedMediaOperations } from './saved-media-operations.ts';
import { type SigningKeyOperations, signingKeyOperations } from './signing-key-operations.ts';
import { type SpeechOperations, speechOperations } from './speech-operations.ts';
import { startAnyKindOperations } from './start-any-kind-operations.ts';
import { type SubUserOperations, subUserOperations } from './sub-user-operations.ts';
import { taskOperations } from './task-operations.ts';
import { type TestEventOperations, testEventOperations } from './test-event-operations.ts';
import { type TokenOperations, tokenOperations } from './token-operations.ts';
import { unpublishedAvatarOperations } from './unpublished-avatar-operations.ts';

/** What the use cases behind the operations need. */
export type ApiContext = TaskOperations &
  EveryKindOperations &
  ProviderOperations &
  AccountOperations &
  SubUserOperations &
  TokenOperations &
  QuoteOperations &
  MediaOperations &
  SavedMediaOperations &
  AvatarOperations &
  QueryOperations &
  EndpointOperations &
  TestEventOperations &
  DeliveryOperations &
  SigningKeyOperations &
  SpeechOperations;

/** Every call of the API. */
export const operations: readonly ApiOperation<ApiContext>[] = [
  ...taskOperations,
  ...startAnyKindOperations,
  ...everyKindOperations,
  ...providerOperations,
  ...accountOperations,
  ...subUserOperations,
  ...tokenOperations,
  ...quoteOperations,
  ...mediaOperations,
  ...savedMediaOperations,
  ...avatarOperations,
  ...unpublishedAvatarOperations,
  ...queryOperations,
  ...endpointOperations,
  ...attemptCountOperations,
  ...testEventOperations,
  ...deliveryOperations,
  ...signingKeyOperations,
  ...speechOperations,
  ...healthOperations,
];
