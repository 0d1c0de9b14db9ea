import { type Ask, ask } from '../../questions/ask.ts';
import {
  extendPrompt,
  flf2vPromptExtension,
  promptExtension,
} from '../../questions/extend-prompt.ts';
import {
  leaveStreaming,
  leaveStreamingRequest,
  listStreamingAvatars,
  type Streaming,
  speakStreaming,
  speakStreamingRequest,
  startStreaming,
  streamingTokenRequest,
} from '../../questions/streaming.ts';
import { type Watermark, watermark, watermarkRequest } from '../../questions/watermark.ts';
import { idempotencyKeyOf } from '../server/idempotency-key.ts';
import { type Route, route } from '../server/route.ts';

export interface QuestionRoutes extends Ask, Streaming, Watermark {}

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
    handle: (context: QuestionRoutes) => ask(context, 'queue-level', {}),
  }),
];
