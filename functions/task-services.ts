import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCoins } from './accounts/coins.ts';
import { createDocumentClient } from './aws/dynamodb/document-client.ts';
import { createDynamoDurationStore } from './aws/dynamodb/duration-store.ts';
import { cipherOf } from './aws-services.ts';
import { type Config, required } from './config.ts';
import { logger } from './logger.ts';
import { createDownload } from './net/download.ts';
import { createGuardedRequest } from './net/guarded-request.ts';
import { checkUrl, downloadPolicy, webhookPolicy } from './net/url-policy.ts';
import { pacingOf } from './provider-services.ts';
import { accountsOf, tasksOf } from './record-stores.ts';
import type { Surroundings } from './surroundings.ts';

/** How long tasks took. */
export function durationsOf(documents: DynamoDBDocumentClient, config: Config) {
  return createDynamoDurationStore(documents, required(config, 'PROVIDERS_TABLE'));
}

/** For faults that the work goes on in spite of. */
export function warn(message: string, error?: unknown): void {
  logger.warn(message, { error: error as Error });
}

/** What a new task is read with, from the API and from the console. */
export function taskIntake({ config, clock }: Surroundings) {
  return {
    clock,
    cipher: cipherOf(config),
    keepSeconds: config.RECORDS_KEPT_SECONDS,
    whyNotCallable: (url: string) => checkUrl(url, webhookPolicy(config.LOOPBACK)),
  };
}

/** What the end of a task needs, however it ended. */
export function endOfTask({ config, clock }: Surroundings) {
  const documents = createDocumentClient();
  const accounts = accountsOf(documents, config);
  return {
    tasks: tasksOf(documents, config),
    coins: createCoins({ accounts, clock }),
    pacing: pacingOf(documents, { config, clock }),
    clock,
  };
}

/** The largest picture whose bytes a provider is given, and how long it may take. */
const PICTURE = { maxBytes: 20 * 1024 * 1024, timeoutSeconds: 20, accept: 'image/*' };

/** Pictures for providers that want bytes. */
export function loadImageOf(config: Config) {
  const download = downloadOf(config);
  return async (url: string) => {
    const { bytes, mediaType } = await download(url, PICTURE);
    return { bytes, mediaType: mediaType ?? 'application/octet-stream' };
  };
}

/** Files from addresses that users gave. */
export function downloadOf(config: Config) {
  return createDownload(createGuardedRequest(downloadPolicy(config.LOOPBACK)));
}
