import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsSigner, lambdaFunction, mediaBucketOf, parametersOf } from './aws-services.ts';
import { type Config, required } from './config.ts';
import { createDynamoPacingStore } from './dynamodb/pacing-store.ts';
import { invokeFunction, queueFunction } from './lambda/invoke-function.ts';
import { logger } from './logger.ts';
import { metrics } from './metrics.ts';
import { checkUrl, downloadPolicy } from './net/url-policy.ts';
import { createPacing, type Pacing } from './pacing/pacing.ts';
import type { ProviderQuery, ProviderReply } from './provider-queries/run-query.ts';
import type { ProviderTools } from './providers/configure-provider.ts';
import { createEmbeddedProvider } from './providers/embedded/embedded-provider.ts';
import { createRenderStore } from './providers/embedded/render-store.ts';
import { createProviderRegistry, type ProviderRegistry } from './providers/provider-registry.ts';
import { readProviders } from './providers/read-providers.ts';
import { createS3MediaStore } from './s3/media-store.ts';
import { readParameters } from './ssm/read-parameters.ts';
import type { Surroundings } from './surroundings.ts';
import { measureProvider } from './telemetry/measure-provider.ts';

export interface ProviderAccess {
  /** How providers are spoken to, for a function that calls them and is given their credentials; others know of them. */
  readonly clients?: ProviderTools['clients'];
  /** Loads a picture through the guard; left out where none is ever loaded. */
  readonly loadImage?: ProviderTools['loadImage'];
}

/** Who may be started when. */
export function pacingOf(
  documents: DynamoDBDocumentClient,
  { config, clock }: Surroundings,
): Pacing {
  const store = createDynamoPacingStore(documents, required(config, 'PROVIDERS_TABLE'));
  return createPacing({ store, clock });
}

/** The providers that the operator's parameters name; their calls are counted. */
export function providersOf(
  { config, clock }: Surroundings,
  { clients, loadImage = refuseToLoad }: ProviderAccess = {},
): ProviderRegistry {
  const path = required(config, 'PARAMETERS_PATH');
  const parameters = parametersOf(config);
  const tools: ProviderTools = {
    fetch: (url, init) => fetch(url, init),
    clock,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    aws: awsSigner(config),
    mediaBucket: config.MEDIA_BUCKET,
    loadImage,
    isPrivate: (url) => checkUrl(url, downloadPolicy('refused')) !== undefined,
    ready: [embeddedProvider({ config, clock })],
    ...(clients ? { clients } : {}),
    observed: (provider) => measureProvider(provider, metrics),
  };
  return createProviderRegistry({
    clock,
    async read() {
      const found = await readParameters(parameters, { path, withSecrets: clients !== undefined });
      return readProviders(found, tools);
    },
    warn: (message, error) => logger.warn(message, { error: error as Error }),
  });
}

/** Has a question put by the function that holds the providers' credentials. */
export function callProviderOf(config: Config) {
  return (call: ProviderQuery) =>
    invokeFunction(lambdaFunction(config, 'PROVIDER_FUNCTION'), call) as Promise<ProviderReply>;
}

function embeddedProvider({ config, clock }: Surroundings) {
  return createEmbeddedProvider({
    renders: createRenderStore(createS3MediaStore(mediaBucketOf(config))),
    launchRender: (job) => queueFunction(lambdaFunction(config, 'RENDER_FUNCTION'), job),
    clock,
  });
}

async function refuseToLoad(url: string): Promise<never> {
  throw new Error(`This function loads no pictures, and so not ${url}.`);
}
