import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoPacingStore } from './aws/dynamodb/pacing-store.ts';
import { invokeFunction, queueFunction } from './aws/lambda/invoke-function.ts';
import { readParameters } from './aws/parameters/read-parameters.ts';
import { createS3MediaStore } from './aws/s3/media-store.ts';
import { awsSigner, lambdaFunction, mediaBucketOf, parametersOf } from './aws-services.ts';
import { type Config, required } from './config.ts';
import { logger } from './logger.ts';
import { metrics } from './metrics.ts';
import { checkUrl, downloadPolicy } from './net/url-policy.ts';
import { createPacing, type Pacing } from './pacing/pacing.ts';
import type { ProviderTools } from './providers/configured-providers.ts';
import { createEmbeddedProvider } from './providers/embedded/embedded-provider.ts';
import { createRenderStore } from './providers/embedded/media-render-store.ts';
import { createOfferSource, type OfferSource } from './providers/offer-source.ts';
import { readOffers } from './providers/read-offers.ts';
import type { ProviderCall, ProviderReply } from './questions/answer-question.ts';
import type { Surroundings } from './surroundings.ts';
import { measureProvider } from './telemetry/measure-provider.ts';

export interface ProviderAccess {
  /** How providers are spoken to, for a function that calls them and is given their credentials; others know of them. */
  readonly wires?: ProviderTools['wires'];
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
  { wires, loadImage = refuseToLoad }: ProviderAccess = {},
): OfferSource {
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
    ...(wires ? { wires } : {}),
    observed: (provider) => measureProvider(provider, metrics),
  };
  return createOfferSource({
    clock,
    async read() {
      const found = await readParameters(parameters, { path, withSecrets: wires !== undefined });
      return readOffers(found, tools);
    },
    warn: (message, error) => logger.warn(message, { error: error as Error }),
  });
}

/** Has a question put by the function that holds the providers' credentials. */
export function callProviderOf(config: Config) {
  return (call: ProviderCall) =>
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
