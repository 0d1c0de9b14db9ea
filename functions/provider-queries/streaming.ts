import * as z from 'zod';
import type { Price } from '../catalog/catalog.ts';
import { text, wholeNumber, withoutNulls } from '../catalog/fields.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import type { Json } from '../providers/operation.ts';
import type { StreamingToken } from '../providers/provider-query.ts';
import { ResourceNotFoundError } from '../resources/resource-errors.ts';
import { newResource, type ResourceStore } from '../resources/resource-store.ts';
import type { UpstreamIds } from '../tasks/upstream-ids.ts';
import { type PayOnceDependencies, payOnce } from './pay-once.ts';
import { type QueryDependencies, queryProvider, requireQueryProvider } from './query-provider.ts';
import type { SharedLists } from './shared-lists.ts';

export interface StreamingDependencies
  extends QueryDependencies,
    PayOnceDependencies,
    Pick<SharedLists, 'sharedStreamingAvatars'> {
  readonly resources: ResourceStore;
  readonly upstreamIds: Pick<UpstreamIds, 'isAssigned'>;
}

/** A2E charges a talk by its length and publishes no price (a2e-api 11), so this one is ours. */
const COINS_PER_SECOND = 1;
const COLLECTION = 'streaming-talks';
/** How many of an owner's newest sessions are searched. */
const MOST_TALKS = 200;

const uid = z.union([z.number(), text(100)], 'must be a number or a text');

/** A talk with an avatar (a2e-api 11). A minute unless told otherwise, an hour at most, as clients bound it. */
export const streamingTokenRequest = z.preprocess(
  withoutNulls,
  z.object({
    avatar_id: text(100).min(
      1,
      'must not be empty: GET /api/v1/streaming-avatar/all_avatars has ids',
    ),
    expire_seconds: wholeNumber(15, 3600).default(60),
  }),
);

/** `channel` is optional and defaults to that of the newest session. */
export const speakStreamingRequest = z.preprocess(
  withoutNulls,
  z.object({
    channel: text(200).optional(),
    text: text(1000).min(1, 'must not be empty'),
    lang: text(35).optional(),
  }),
);

export const leaveStreamingRequest = z.preprocess(
  withoutNulls,
  z.object({ channel: text(200).min(1, 'must not be empty'), uid: uid.optional() }),
);

/** The avatars that can be spoken with, none that another owner may have had made. */
export function listStreamingAvatars(context: QueryDependencies): Promise<Record<string, Json>[]> {
  return queryProvider(context, 'list-streaming-avatars', {});
}

/**
 * Lets the owner in to a talk, paid for in whole. The talk is remembered as the owner's: one account at the provider
 * serves all owners, and nobody else may speak in it or end it.
 */
export async function startStreaming(
  context: StreamingDependencies,
  owner: string,
  body: z.output<typeof streamingTokenRequest>,
  idempotencyKey: string | undefined,
): Promise<Json> {
  const query = 'start-streaming';
  const provider = await requireQueryProvider(context, query);
  const price: Price = { amount: body.expire_seconds * COINS_PER_SECOND, currency: 'coins' };
  const call = { owner, kind: 'streaming-avatar', body, price, idempotencyKey };
  return payOnce(context, call, async () => {
    await requireAvatar(context, owner, body.avatar_id);
    const token = await queryProvider(context, query, body, provider);
    await rememberTalk(context, owner, body.expire_seconds, token, provider);
    return token;
  });
}

/** By whatever name the list has for an id: A2E publishes no form of it (a2e-api 11). */
const ID_FIELDS = ['_id', 'id', 'avatar_id'];

/** @throws InvalidRequestError for an avatar that another owner may have had made */
async function requireAvatar(
  { sharedStreamingAvatars, upstreamIds }: StreamingDependencies,
  owner: string,
  id: string,
): Promise<void> {
  const shared = await sharedStreamingAvatars();
  if (shared.some((avatar) => ID_FIELDS.some((field) => avatar[field] === id))) return;
  if (await upstreamIds.isAssigned(owner, id)) return;
  const message =
    'must be one that GET /api/v1/streaming-avatar/all_avatars lists, or that the operator has assigned to your account';
  throw new InvalidRequestError([{ field: 'avatar_id', message }]);
}

/** Has the avatar of one of the owner's talks say a text. */
export async function speakStreaming(
  context: StreamingDependencies,
  owner: string,
  { channel, ...body }: z.output<typeof speakStreamingRequest>,
): Promise<Json> {
  const talk = await findTalk(context, owner, channel);
  return queryProvider(
    context,
    'speak-streaming',
    { ...body, channel: talk.channel },
    talk.provider,
  );
}

/** Ends one of the owner's talks. What was paid for it stays paid. */
export async function leaveStreaming(
  context: StreamingDependencies,
  owner: string,
  body: z.output<typeof leaveStreamingRequest>,
): Promise<Json> {
  const talk = await findTalk(context, owner, body.channel);
  const left = await queryProvider(context, 'leave-streaming', body, talk.provider);
  await context.resources.remove({ owner, collection: COLLECTION, id: talk.id });
  return left;
}

const talkContent = z.object({ channel: z.string(), provider: z.string() });

async function rememberTalk(
  { resources, clock }: StreamingDependencies,
  owner: string,
  seconds: number,
  { channel }: StreamingToken,
  provider: string,
): Promise<void> {
  const thing = { owner, collection: COLLECTION, content: { channel, provider } };
  await resources.add(newResource(clock.now(), thing, seconds));
}

async function findTalk(
  { resources, providersForQuery }: StreamingDependencies,
  owner: string,
  channel?: string,
) {
  const kept = await resources.list(owner, COLLECTION, MOST_TALKS);
  const talks = kept.map(({ id, content }) => ({ id, ...talkContent.parse(content) }));
  const talk = talks.find((one) => channel === undefined || one.channel === channel);
  if (talk) return talk;
  // Who can have no talk, because nobody here holds any, gets that answer first.
  await requireQueryProvider({ providersForQuery }, 'start-streaming');
  throw new ResourceNotFoundError('talk of yours in the channel', channel ?? '(none given)');
}
