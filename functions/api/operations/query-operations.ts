import * as z from 'zod';
import {
  extendPrompt,
  flf2vPromptExtension,
  promptExtension,
} from '../../provider-queries/extend-prompt.ts';
import { get1080p } from '../../provider-queries/get-1080p.ts';
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
import type { GetTaskDependencies } from '../../tasks/get-task.ts';
import { tagOfKind } from '../document/tags.ts';
import { type ApiOperation, type OperationDescription, operation } from '../operation.ts';
import { parseIdempotencyKey } from '../server/idempotency-key.ts';

export interface QueryOperations
  extends QueryDependencies,
    StreamingDependencies,
    WatermarkDependencies,
    GetTaskDependencies {}

const streaming = '/api/v1/streaming-avatar';
const imageToVideo = '/api/v1/userImage2Video';

/** The provider's answer is passed through: A2E has not published its form. */
const anything = z.unknown();
const needsA2e = 'Needs a provider of type `a2e`.';
const image_url = 'https://example.com/photo.jpg';

const rewritePrompt: OperationDescription = {
  tag: tagOfKind('image-to-video'),
  title: 'Rewrite a prompt for the model',
  description: `${needsA2e} Free of charge. The answer is not streamed, so \`stream\` must not be true.`,
  bodyExample: { image_url, prompt: 'a rocket takes off', negative_prompt: 'blur' },
  errors: [403, 424],
};

/** A2E's larger version of a finished video (a2e-api 16). */
const largerVideo: ApiOperation<QueryOperations> = operation({
  method: 'GET',
  path: '/api/v1/veoVideo/:id/1080p',
  isSlow: true,
  answer: anything,
  describe: {
    tag: tagOfKind('veo-video'),
    title: 'Get the 1080p version of a video',
    description: `${needsA2e} Asks the provider that made the video. Its answer is passed through.`,
    params: { id: "The task's id." },
    errors: [403, 404, 424],
  },
  handle: (context: QueryOperations, { owner, params }) =>
    get1080p(context, owner, params['id'] ?? ''),
});

/** Streaming avatars (a2e-api 11). */
const streamingOperations: readonly ApiOperation<QueryOperations>[] = [
  operation({
    method: 'GET',
    path: `${streaming}/all_avatars`,
    isSlow: true,
    answer: z.array(z.looseObject({})),
    describe: {
      tag: 'Streaming avatars',
      title: 'List streaming avatars',
      description: needsA2e,
      errors: [424],
    },
    handle: (context: QueryOperations) => listStreamingAvatars(context),
  }),
  operation({
    method: 'POST',
    path: `${streaming}/agora-token`,
    isSlow: true,
    startsTasks: true,
    body: streamingTokenRequest,
    answer: anything,
    describe: {
      tag: 'Streaming avatars',
      title: 'Start a streaming session',
      description: `${needsA2e} Costs a coin for each second of \`expire_seconds\`, charged at the start. The answer has what an Agora client needs to join.`,
      bodyExample: { avatar_id: '676e1f054c86ff839eae2cc3', expire_seconds: 60 },
      example: { appId: 'app', channel: 'channel', token: 'token', uid: 7 },
      errors: [403, 422, 424],
    },
    handle: (context: QueryOperations, { owner, body, headers }) =>
      startStreaming(context, owner, body, parseIdempotencyKey(headers)),
  }),
  operation({
    method: 'POST',
    path: `${streaming}/direct-speak`,
    isSlow: true,
    body: speakStreamingRequest,
    answer: anything,
    describe: {
      tag: 'Streaming avatars',
      title: 'Make the avatar speak',
      description: 'In a session that you started; without a channel, in the newest one.',
      bodyExample: { channel: 'channel', text: 'Welcome.', lang: 'en' },
      errors: [403, 404, 424],
    },
    handle: (context: QueryOperations, { owner, body }) => speakStreaming(context, owner, body),
  }),
  operation({
    method: 'POST',
    path: `${streaming}/leave`,
    isSlow: true,
    body: leaveStreamingRequest,
    answer: anything,
    describe: {
      tag: 'Streaming avatars',
      title: 'End a streaming session',
      description: 'One that you started. Its price is not refunded.',
      bodyExample: { channel: 'channel', uid: 7 },
      errors: [403, 404, 424],
    },
    handle: (context: QueryOperations, { owner, body }) => leaveStreaming(context, owner, body),
  }),
];

/** Calls that a provider answers at once (a2e-api 2.1 and 13). */
export const queryOperations: readonly ApiOperation<QueryOperations>[] = [
  ...streamingOperations,
  operation({
    method: 'POST',
    path: '/api/v1/watermark/start',
    isSlow: true,
    startsTasks: true,
    body: watermarkRequest,
    answer: z.object({ result_url: z.string() }),
    describe: {
      tag: 'Watermarks',
      title: 'Process a watermark',
      description: `${needsA2e} Costs 30 coins. A2E has published no fields, so flat fields are passed through. Answers when it is done.`,
      bodyExample: { image_url },
      example: {
        result_url: 'https://media.example.com/results/8f0cbb7e0f0b4d1d9a3d3f6f4f1f2a3b.jpg',
      },
      errors: [403, 422, 424],
    },
    handle: (context: QueryOperations, { owner, body, headers }) =>
      watermark(context, owner, body, parseIdempotencyKey(headers)),
  }),
  operation({
    method: 'POST',
    path: `${imageToVideo}/prompt_extension`,
    isSlow: true,
    body: promptExtension,
    answer: anything,
    describe: rewritePrompt,
    handle: (context: QueryOperations, { body }) => extendPrompt(context, body),
  }),
  operation({
    method: 'POST',
    path: `${imageToVideo}/flf2v_prompt_extension`,
    isSlow: true,
    body: flf2vPromptExtension,
    answer: anything,
    describe: {
      ...rewritePrompt,
      title: 'Rewrite a prompt for a first and a last frame',
      bodyExample: { image_url, end_image_url: image_url, prompt: 'it takes off' },
    },
    handle: (context: QueryOperations, { body }) => extendPrompt(context, body),
  }),
  operation({
    method: 'GET',
    path: `${imageToVideo}/unlimitedQueueLevel`,
    isSlow: true,
    answer: anything,
    describe: {
      tag: tagOfKind('image-to-video'),
      title: 'Get A2E’s queue length',
      description: `${needsA2e} The answer is A2E’s own.`,
      errors: [424],
    },
    handle: (context: QueryOperations) => queryProvider(context, 'queue-level', {}),
  }),
  largerVideo,
];
