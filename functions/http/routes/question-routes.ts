import {
  extendPrompt,
  flf2vPromptExtension,
  promptExtension,
} from '../../provider-queries/extend-prompt.ts';
import { type QueryDependencies, queryProvider } from '../../provider-queries/query-provider.ts';
import {
  leaveStreaming,
  leaveStreamingRequest,
  listStreamingAvatars,
  type StreamingDependencies,
  speakStreaming,
  speakStreamingRequest,
  startStreaming,
  streamingTokenRequest,
} from '../../provider-queries/streaming.ts';
import {
  type WatermarkDependencies,
  watermark,
  watermarkRequest,
} from '../../provider-queries/watermark.ts';
import { idempotencyKeyOf } from '../idempotency-key.ts';
import { type Route, route } from '../route.ts';

export interface QuestionRoutes
  extends QueryDependencies,
    StreamingDependencies,
    WatermarkDependencies {}

const streaming = '/api/v1/streaming-avatar';
const imageToVideo = '/api/v1/userImage2Video';

/** Talks with an avatar (a2e-api 11). */
const streamingRoutes: readonly Route<QuestionRoutes>[] = [
  route({
    method: 'GET',
    path: `${streaming}/all_avatars`,
    handle: (context: QuestionRoutes) => listStreamingAvatars(context),
  }),
  route({
    method: 'POST',
    path: `${streaming}/agora-token`,
    startsTasks: true,
    body: streamingTokenRequest,
    handle: (context: QuestionRoutes, { owner, body, headers }) =>
      startStreaming(context, owner, body, idempotencyKeyOf(headers)),
  }),
  route({
    method: 'POST',
    path: `${streaming}/direct-speak`,
    body: speakStreamingRequest,
    handle: (context: QuestionRoutes, { owner, body }) => speakStreaming(context, owner, body),
  }),
  route({
    method: 'POST',
    path: `${streaming}/leave`,
    body: leaveStreamingRequest,
    handle: (context: QuestionRoutes, { owner, body }) => leaveStreaming(context, owner, body),
  }),
];

/** What a provider answers at once (a2e-api 2.1 and 13). */
export const questionRoutes: readonly Route<QuestionRoutes>[] = [
  ...streamingRoutes,
  route({
    method: 'POST',
    path: '/api/v1/watermark/start',
    startsTasks: true,
    body: watermarkRequest,
    handle: (context: QuestionRoutes, { owner, body, headers }) =>
      watermark(context, owner, body, idempotencyKeyOf(headers)),
  }),
  route({
    method: 'POST',
    path: `${imageToVideo}/prompt_extension`,
    body: promptExtension,
    handle: (context: QuestionRoutes, { body }) => extendPrompt(context, body),
  }),
  route({
    method: 'POST',
    path: `${imageToVideo}/flf2v_prompt_extension`,
    body: flf2vPromptExtension,
    handle: (context: QuestionRoutes, { body }) => extendPrompt(context, body),
  }),
  route({
    method: 'GET',
    path: `${imageToVideo}/unlimitedQueueLevel`,
    handle: (context: QuestionRoutes) => queryProvider(context, 'queue-level', {}),
  }),
];
