import * as z from 'zod';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescription, OperationDescriptions } from '../operation-description.ts';
import { tagOfKind } from '../tags.ts';

/** What the provider answers is handed on: nobody has published its form. */
const anything = outputSchema(z.unknown());
const needsA2e = 'Needs a provider of type `a2e`.';
const image_url = 'https://example.com/photo.jpg';

const streamingOperations: OperationDescriptions = {
  'GET /api/v1/streaming-avatar/all_avatars': {
    tag: 'Talks with an avatar',
    summary: 'List the avatars that can be spoken with',
    description: needsA2e,
    data: outputSchema(z.array(z.looseObject({}))),
    refusals: [424],
  },
  'POST /api/v1/streaming-avatar/agora-token': {
    tag: 'Talks with an avatar',
    summary: 'Begin a talk',
    description: `${needsA2e} Costs a coin for each second of \`expire_seconds\`, all of them at once. The answer lets a client of Agora in.`,
    data: outputSchema(z.looseObject({ channel: z.string() })),
    bodyExample: { avatar_id: '676e1f054c86ff839eae2cc3', expire_seconds: 60 },
    example: { appId: 'app', channel: 'channel', token: 'token', uid: 7 },
    refusals: [403, 422, 424],
  },
  'POST /api/v1/streaming-avatar/direct-speak': {
    tag: 'Talks with an avatar',
    summary: 'Have the avatar say a text',
    description: 'In a talk that you began; the newest one where no channel is named.',
    data: anything,
    bodyExample: { channel: 'channel', text: 'Welcome.', lang: 'en' },
    refusals: [403, 404, 424],
  },
  'POST /api/v1/streaming-avatar/leave': {
    tag: 'Talks with an avatar',
    summary: 'End a talk',
    description: 'One that you began. What was paid for it stays paid.',
    data: anything,
    bodyExample: { channel: 'channel', uid: 7 },
    refusals: [403, 404, 424],
  },
};

const extension: OperationDescription = {
  tag: tagOfKind('image-to-video'),
  summary: 'Put a prompt into the model’s words',
  description: `${needsA2e} Costs nothing. The answer comes whole, so \`stream\` must not be true.`,
  data: anything,
  bodyExample: { image_url, prompt: 'a rocket takes off', negative_prompt: 'blur' },
  refusals: [403, 424],
};

export const questionOperations: OperationDescriptions = {
  ...streamingOperations,
  'POST /api/v1/watermark/start': {
    tag: 'Watermarks',
    summary: 'Have A2E see to a watermark',
    description: `${needsA2e} Costs 30 coins. A2E has published no fields, so flat ones are handed on as they are. Answers when it is done.`,
    data: outputSchema(z.object({ result_url: z.string() })),
    bodyExample: { image_url },
    example: {
      result_url: 'https://media.example.com/results/8f0cbb7e0f0b4d1d9a3d3f6f4f1f2a3b.jpg',
    },
    refusals: [403, 422, 424],
  },
  'POST /api/v1/userImage2Video/prompt_extension': extension,
  'POST /api/v1/userImage2Video/flf2v_prompt_extension': {
    ...extension,
    summary: 'Put a prompt for a first and a last frame into the model’s words',
    bodyExample: { image_url, end_image_url: image_url, prompt: 'it takes off' },
  },
  'GET /api/v1/userImage2Video/unlimitedQueueLevel': {
    tag: tagOfKind('image-to-video'),
    summary: 'Ask how long A2E’s line is',
    description: `${needsA2e} The answer is A2E’s own.`,
    data: anything,
    refusals: [424],
  },
};
