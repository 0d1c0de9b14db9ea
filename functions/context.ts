import { SFNClient } from '@aws-sdk/client-sfn';
import packageFile from '../package.json' with { type: 'json' };
import { createCoins } from './accounts/coins.ts';
import { cipherOf, lambdaFunction, mediaBucketOf } from './aws-services.ts';
import { type Config, readConfig, required } from './config.ts';
import { createDynamoAccountStore } from './dynamodb/account-store.ts';
import { createDocumentClient } from './dynamodb/document-client.ts';
import { createDynamoTaskStore } from './dynamodb/task-store.ts';
import { createDynamoWebhookStore } from './dynamodb/webhook-store.ts';
import { invokeFunction, queueFunction } from './lambda/invoke-function.ts';
import { logger } from './logger.ts';
import { createResultStore } from './media/result-store.ts';
import type { TransferredMedia } from './media/transfer-media.ts';
import { createDownload } from './net/download.ts';
import { createGuardedRequest } from './net/guarded-request.ts';
import { checkUrl, downloadPolicy, webhookPolicy } from './net/url-policy.ts';
import { createEmbeddedProvider } from './providers/embedded/embedded-provider.ts';
import { createRenderStore } from './providers/embedded/render-store.ts';
import { createProviderRegistry } from './providers/registry.ts';
import { createS3MediaStore } from './s3/media-store.ts';
import { createUploadSigner } from './s3/sign-upload.ts';
import { createDeliveryStarter } from './stepfunctions/delivery-starter.ts';
import { createTaskWorkflow } from './stepfunctions/task-workflow.ts';
import type { TaskEvent } from './tasks/announce-outcome.ts';
import { taskTokenContext } from './tasks/read-webhook.ts';
import { announceEvent } from './webhooks/announce-event.ts';
import { rememberingCipher } from './webhooks/cipher.ts';

/**
 * The wiring: one function for each handler, so that a bundle holds only what its handler uses. Each reads the
 * environment; a test hands in its own.
 */
export interface Surroundings {
  readonly config: Config;
  readonly clock: { now(): number };
}

/** The real surroundings of a function. */
function surroundings(): Surroundings {
  return { config: readConfig(), clock: { now: () => Date.now() } };
}

/** For `api`. */
export function apiContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  const accounts = createDynamoAccountStore(documents, required(config, 'ACCOUNTS_TABLE'));
  const webhooks = createDynamoWebhookStore(documents, required(config, 'WEBHOOKS_TABLE'));
  const bucket = mediaBucketOf(config);
  return {
    ...registryOf({ config, clock }),
    ...taskIntake({ config, clock }),
    tasks: createDynamoTaskStore(documents, required(config, 'TASKS_TABLE')),
    accounts,
    coins: createCoins({ accounts, clock }),
    workflow: createTaskWorkflow(new SFNClient({}), required(config, 'TASK_WORKFLOW')),
    store: webhooks,
    mediaUrl: required(config, 'MEDIA_URL'),
    bucket: bucket.name,
    sign: createUploadSigner(bucket),
    transfer: (call: { owner: string; url: string }) =>
      invokeFunction(
        lambdaFunction(config, 'TRANSFER_FUNCTION'),
        call,
      ) as Promise<TransferredMedia>,
  };
}

/** For `create-user`. */
export function createUserContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  return {
    accounts: createDynamoAccountStore(documents, required(config, 'ACCOUNTS_TABLE')),
    store: createDynamoWebhookStore(documents, required(config, 'WEBHOOKS_TABLE')),
    cipher: cipherOf(config),
    clock,
  };
}

/** For `start-task`. */
export function startTaskContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  const accounts = createDynamoAccountStore(documents, required(config, 'ACCOUNTS_TABLE'));
  return {
    ...registryOf({ config, clock }),
    ...taskIntake({ config, clock }),
    tasks: createDynamoTaskStore(documents, required(config, 'TASKS_TABLE')),
    coins: createCoins({ accounts, clock }),
    defaultOwner: config.DEFAULT_OWNER,
  };
}

/** For `check-task`. */
export function checkTaskContext({ config, clock } = surroundings()) {
  return {
    ...registryOf({ config, clock }),
    tasks: createDynamoTaskStore(createDocumentClient(), required(config, 'TASKS_TABLE')),
    clock,
    deadlineSeconds: config.TASK_DEADLINE_SECONDS,
    warn: (message: string, error: unknown) => logger.warn(message, { error: error as Error }),
  };
}

/** For `store-result`. */
export function storeResultContext({ config, clock } = surroundings()) {
  return {
    ...endOfTask({ config, clock }),
    results: createResultStore({
      media: createS3MediaStore(mediaBucketOf(config)),
      download: downloadOf(config),
    }),
  };
}

/** For `fail-task`. */
export function failTaskContext({ config, clock } = surroundings()) {
  return endOfTask({ config, clock });
}

/** For `announce-outcome`. */
export function announceOutcomeContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  const cipher = cipherOf(config);
  const dependencies = {
    store: createDynamoWebhookStore(documents, required(config, 'WEBHOOKS_TABLE')),
    deliveries: createDeliveryStarter(new SFNClient({}), required(config, 'DELIVERY_WORKFLOW')),
    cipher,
    clock,
  };
  return {
    tasks: createDynamoTaskStore(documents, required(config, 'TASKS_TABLE')),
    mediaUrl: required(config, 'MEDIA_URL'),
    async announce({ webhook, ...event }: TaskEvent): Promise<void> {
      const sealed = webhook?.sealedToken;
      const token = sealed && (await cipher.open(sealed, taskTokenContext(event.owner)));
      await announceEvent(dependencies, {
        ...event,
        ...(webhook ? { webhook: { url: webhook.url, ...(token ? { token } : {}) } } : {}),
      });
    },
  };
}

/** For `attempt-delivery`. */
export function attemptDeliveryContext({ config, clock } = surroundings()) {
  return {
    store: createDynamoWebhookStore(createDocumentClient(), required(config, 'WEBHOOKS_TABLE')),
    cipher: rememberingCipher(cipherOf(config)),
    request: createGuardedRequest(webhookPolicy(config.LOOPBACK)),
    userAgent: `Reelhook/${packageFile.version}`,
    deliveries: createDeliveryStarter(new SFNClient({}), required(config, 'DELIVERY_WORKFLOW')),
    operator: {
      endpointDisabled: async (notice: Record<string, string>) =>
        logger.warn('an endpoint was disabled', notice),
    },
    random: Math.random,
    clock,
  };
}

/** For `transfer-media`. */
export function transferMediaContext({ config } = surroundings()) {
  return {
    download: downloadOf(config),
    media: createS3MediaStore(mediaBucketOf(config)),
    mediaUrl: required(config, 'MEDIA_URL'),
  };
}

/** For `render-photo`. */
export function renderPhotoContext({ config, clock } = surroundings()) {
  return {
    renders: createRenderStore(createS3MediaStore(mediaBucketOf(config))),
    download: downloadOf(config),
    ffmpegPath: config.FFMPEG_PATH,
    clock,
  };
}

function registryOf({ config, clock }: Surroundings) {
  return createProviderRegistry([
    createEmbeddedProvider({
      renders: createRenderStore(createS3MediaStore(mediaBucketOf(config))),
      launchRender: (job) => queueFunction(lambdaFunction(config, 'RENDER_FUNCTION'), job),
      clock,
    }),
  ]);
}

/** What a new task is read with, from the API and from the console. */
function taskIntake({ config, clock }: Surroundings) {
  return {
    clock,
    cipher: cipherOf(config),
    keepSeconds: config.RECORDS_KEPT_SECONDS,
    whyNotCallable: (url: string) => checkUrl(url, webhookPolicy(config.LOOPBACK)),
  };
}

function endOfTask({ config, clock }: Surroundings) {
  const documents = createDocumentClient();
  const accounts = createDynamoAccountStore(documents, required(config, 'ACCOUNTS_TABLE'));
  return {
    tasks: createDynamoTaskStore(documents, required(config, 'TASKS_TABLE')),
    coins: createCoins({ accounts, clock }),
    clock,
  };
}

function downloadOf(config: Config) {
  return createDownload(createGuardedRequest(downloadPolicy(config.LOOPBACK)));
}
