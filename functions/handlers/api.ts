import { setTimeout } from 'node:timers/promises';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { operations } from '../api/operations/operations.ts';
import { answer } from '../api/server/answer.ts';
import { createRequestRate } from '../api/server/request-rate.ts';
import { respondInEnvelope } from '../api/server/respond-in-envelope.ts';
import { createSlowRequestLimiter } from '../api/server/slow-request-limiter.ts';
import { createSharedLists } from '../provider-queries/shared-lists.ts';
import { speakWithSystemVoice } from '../provider-queries/speak-with-system-voice.ts';
import { speakWithTrainedVoice } from '../provider-queries/speak-with-trained-voice.ts';
import { createUpstreamAccess } from '../provider-queries/upstream-access.ts';
import { createClaimKey } from '../resources/create-claim-key.ts';
import { createExclusively } from '../resources/create-exclusively.ts';
import {
  cipher,
  deliveryStarter,
  mediaBucket,
  mediaStore,
  taskWorkflow,
  uploadSigner,
} from '../service/aws.ts';
import { clock, config, variable } from '../service/environment.ts';
import { calledFunctions } from '../service/functions.ts';
import { logger } from '../service/logger.ts';
import { whyNotCallable, whyNotReachable } from '../service/network.ts';
import { knownProviders } from '../service/providers.ts';
import {
  accounts,
  checkPlans,
  durations,
  limitedCoins,
  resources,
  tasks,
  throttle,
  webhooks,
} from '../service/records.ts';
import type { SystemUtterance, TrainedUtterance } from '../speech/send-speech.ts';
import { createUploadedFiles } from '../tasks/uploaded-files.ts';

const { providersForQuery, ...providers } = knownProviders();
const { callProvider } = calledFunctions;
const queries = { providersForQuery, callProvider, clock };
const records = { tasks: tasks(), accounts: accounts(), coins: limitedCoins() };
const sharedLists = createSharedLists(queries);
const upstreamIds = createUpstreamAccess({ ...queries, ...records, ...sharedLists });
const context = {
  ...providers,
  ...queries,
  ...records,
  ...calledFunctions,
  ...sharedLists,
  upstreamIds,
  resources: resources(),
  slowRequests: createSlowRequestLimiter({ resources: resources(), clock }),
  claimKey: createClaimKey({ resources: resources(), clock }),
  exclusively: createExclusively({ resources: resources(), clock }),
  store: webhooks(),
  throttle: throttle(),
  durations: durations(),
  workflow: taskWorkflow(),
  expectChecks: checkPlans().expectChecks,
  deliveries: deliveryStarter(),
  cipher: cipher(),
  sign: uploadSigner(),
  bucket: mediaBucket().name,
  files: mediaStore(),
  uploads: createUploadedFiles(mediaStore(), { accounts: accounts(), clock }),
  mediaUrl: variable('MEDIA_URL'),
  requestRate: createRequestRate(variable('REQUESTS_PER_MINUTE'), clock),
  startsPerMinute: variable('STARTS_PER_MINUTE'),
  keepSeconds: config().RECORDS_KEPT_SECONDS,
  whyNotCallable,
  whyNotReachable,
  speakWithTrainedVoice: (utterance: TrainedUtterance) =>
    speakWithTrainedVoice({ ...queries, ...records, upstreamIds }, utterance),
  speakWithSystemVoice: (utterance: SystemUtterance) =>
    speakWithSystemVoice({ ...queries, ...records, ...sharedLists }, utterance),
  pause: (milliseconds: number) => setTimeout<void>(milliseconds),
  random: Math.random,
};

/** Everything behind the HTTP API. */
export const handler = middy<APIGatewayProxyEventV2, unknown>()
  .use(respondInEnvelope(logger, context.clock))
  .handler((event) => answer(context, operations, event));
