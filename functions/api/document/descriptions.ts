import { describeKinds } from './describe-kinds.ts';
import type { OperationDescriptions } from './operation-description.ts';
import { accountOperations } from './operations/account-operations.ts';
import { avatarOperations } from './operations/avatar-operations.ts';
import { mediaOperations } from './operations/media-operations.ts';
import { providerOperations } from './operations/provider-operations.ts';
import { questionOperations } from './operations/question-operations.ts';
import { quoteOperations } from './operations/quote-operations.ts';
import { savedMediaOperations } from './operations/saved-media-operations.ts';
import { speechOperations } from './operations/speech-operations.ts';
import {
  deliveryOperations,
  endpointOperations,
  signingKeyOperations,
} from './operations/webhook-operations.ts';

/** What is said of every operation of the route table, and of nothing else: a test holds them together. */
export const descriptions: OperationDescriptions = {
  ...describeKinds(),
  ...accountOperations,
  ...quoteOperations,
  ...speechOperations,
  ...mediaOperations,
  ...savedMediaOperations,
  ...avatarOperations,
  ...questionOperations,
  ...providerOperations,
  ...endpointOperations,
  ...deliveryOperations,
  ...signingKeyOperations,
};
