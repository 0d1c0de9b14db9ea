import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { newAccount } from '../../functions/accounts/account.ts';
import { hashApiToken } from '../../functions/accounts/api-token.ts';
import { type ApiContext, operations } from '../../functions/api/operations/operations.ts';
import type { AdmitDependencies } from '../../functions/api/server/admit.ts';
import { answer } from '../../functions/api/server/answer.ts';
import { createRequestRate } from '../../functions/api/server/request-rate.ts';
import { respondInEnvelope } from '../../functions/api/server/respond-in-envelope.ts';
import { createSlowRequestLimiter } from '../../functions/api/server/slow-request-limiter.ts';
import { taskKinds } from '../../functions/catalog/catalog.ts';
import type { ProviderReply } from '../../functions/provider-queries/run-query.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import type { QueryName } from '../../functions/providers/provider-query.ts';
import { createClaimKey } from '../../functions/resources/create-claim-key.ts';
import { createExclusively } from '../../functions/resources/create-exclusively.ts';
import { attemptDelivery } from '../../functions/webhooks/attempt-delivery.ts';
import type { DeliveryReference } from '../../functions/webhooks/delivery.ts';
import { createService } from '../fakes/service.ts';
import { createWebhookWorld } from '../fakes/webhook-world.ts';
import { type ApiRequest, apiEvent } from './api-event.ts';
import type { ApiAnswer } from './expect-described.ts';
import { storable } from './storable.ts';

/** A provider that answers everything at once. */
function replyTo(question: QueryName): ProviderReply {
  if (question === 'watermark') return { file: { key: 'results/1.jpg', mediaType: 'image/jpeg' } };
  if (question.startsWith('list-')) return { answer: [] };
  return { answer: { channel: 'channel' } };
}

/** An id as a part of a path. */
const ID = /(?<=\/)[0-9a-f]{24}(?=\/|$)/;

/** More than any test spends or sends. */
const PLENTY = 1e12;

/** What the examples of the document name at the provider. */
const exampleIds = { avatar: '6b0404a8f5496ee79569fd53', streaming: '676e1f054c86ff839eae2cc3' };

/** The whole API in one process: every route, its admission and its envelope, over stores in memory. */
export async function createApiInMemory() {
  const service = await createService({ provider: { kinds: taskKinds } });
  const webhooks = createWebhookWorld();
  const webhookContext = {
    ...webhooks.dependencies,
    clock: service.clock,
    request: async () => ({
      status: 204,
      headers: {},
      body: new Uint8Array(),
      isBroken: false,
    }),
  };
  const { accounts, clock } = service;
  const context: ApiContext & AdmitDependencies = {
    ...service.context,
    tasks: storable(service.context.tasks),
    resources: storable(service.context.resources),
    cipher: webhookContext.cipher,
    accounts,
    slowRequests: createSlowRequestLimiter({ resources: service.context.resources, clock }),
    claimKey: createClaimKey({ resources: service.context.resources, clock }),
    exclusively: createExclusively({ resources: service.context.resources, clock }),
    requestRate: createRequestRate(PLENTY, clock),
    startsPerMinute: PLENTY,
    store: webhooks.store,
    deliveries: webhookContext.deliveries,
    whyNotReachable: async (url) =>
      URL.parse(url)?.protocol === 'https:' ? undefined : 'must be an https URL',
    attempt: (delivery: DeliveryReference) => attemptDelivery(webhookContext, delivery),
    bucket: 'media',
    sign: async ({ key }) => `https://bucket.test/${key}?signature`,
    transfer: async ({ url }) =>
      url.includes('example.com')
        ? { url: 'https://media.test/uploads/copy.jpg' }
        : { refused: "can't be fetched" },
    providersForQuery: async () => [{ name: 'a2e', provider: { name: 'a2e' } as Provider }],
    callProvider: async ({ query }) => replyTo(query),
    sharedAvatars: async () => [{ _id: 'shared-avatar', type: 'default' }],
    sharedBackgrounds: async () => [{ _id: 'shared-background', img_url: 'https://a2e.test/1' }],
    sharedStreamingAvatars: async () => [{ _id: exampleIds.streaming }],
    upstreamIds: {
      isShared: async (_list, id) => id === exampleIds.avatar || id.startsWith('shared-'),
      isAssigned: async (_owner, id) => id.length % 2 === 0,
    },
    stopWork: async () => 'stopped',
    pause: async () => {},
    random: () => 0.5,
    speak: async () => ({
      ...{ key: 'speech/1.mp3', seconds: 2.5, mediaType: 'audio/mpeg' },
      ...{ ttsRate: 0, spokenBy: 'a voice' },
    }),
    speakWithTrainedVoice: async () => ({ refused: 'is no voice of yours' }),
    speakWithSystemVoice: async () => undefined,
    classify: async () => ({ locale: 'en-US' }),
  };

  async function addOwner(owner: string): Promise<string> {
    const createdAt = new Date(clock.now()).toISOString();
    await accounts.create(newAccount({ owner, createdAt, balance: PLENTY, diamonds: PLENTY }));
    const token = `sk_${owner}`;
    await accounts.addToken({ hash: hashApiToken(token), owner, createdAt });
    return token;
  }

  const logger = new Logger({ logLevel: 'SILENT' });
  const faults: unknown[] = [];
  const succeeded = new Set<string>();
  const handler = middy<APIGatewayProxyEventV2, unknown>()
    .use(respondInEnvelope(logger, clock))
    .use({ onError: ({ error }) => void faults.push(error) })
    .handler((event) => answer(context, operations, event));

  return {
    context,
    webhookContext,
    service,
    addOwner,
    /** What the API would log of its own faults. */
    faults,
    /** The methods and paths of all requests that were answered with 200, ids in them as `{id}`. */
    succeeded,
    async send(token: string, request: ApiRequest): Promise<ApiAnswer> {
      const headers = { ...request.headers, authorization: `Bearer ${token}` };
      const event = apiEvent({ ...request, headers });
      const result = (await handler(event, {} as Context)) as APIGatewayProxyStructuredResultV2;
      if (result.statusCode === 200)
        succeeded.add(`${request.method} ${request.path.replace(ID, '{id}')}`);
      return {
        status: result.statusCode ?? 0,
        headers: result.headers ?? {},
        body: result.body ?? '',
      };
    },
  };
}
