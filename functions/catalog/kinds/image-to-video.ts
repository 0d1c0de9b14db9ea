import * as z from 'zod';
import { flag, mediaUrl, oneOf, text, wholeNumber, withoutNulls } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';
import type { KindDefinition } from '../kind-definition.ts';
import { COINS_PER_SECOND } from '../prices.ts';
import { taskRecord } from '../task-records.ts';

/** The lengths of video A2E makes, in seconds (a2e-api 2.2, `video_time`). */
const VIDEO_TIMES = [5, 10, 15, 20] as const;
/** A2E's deprecated `video_length` counts frames: 81 are 5 seconds (a2e-api 2.2), so 16 a second and the first one. */
const FRAMES_PER_SECOND = 16;
/** A whole request has to fit into a webhook of 20 KB together with the rest of the record, in bytes. */
const LARGEST_REQUEST = 12_288;

const fields = z
  .object({
    name: text(200).optional(),
    image_url: mediaUrl,
    prompt: text(4000).default(''),
    negative_prompt: text(4000).default(''),
    model_type: z
      .enum(['GENERAL', 'FLF2V'], 'must be GENERAL, or FLF2V for a first and a last frame')
      .default('GENERAL'),
    end_image_url: mediaUrl.optional(),
    provider: text(100).optional(),
    model_version: text(100).optional(),
    lora: text(200).optional(),
    video_time: oneOf(VIDEO_TIMES, 'seconds').default(5),
    number_of_images: wholeNumber(1, 8).default(1),
    extend_prompt: flag.default(true),
    skip_face_enhance: flag.default(false),
    mask_face: flag.optional(),
    minor_suspected_skip: flag.default(false),
  })
  .refine((request) => request.model_type !== 'FLF2V' || request.end_image_url !== undefined, {
    path: ['end_image_url'],
    message: 'is required when model_type is FLF2V: the address of the last frame',
  })
  .refine((request) => Buffer.byteLength(JSON.stringify(request)) <= LARGEST_REQUEST, {
    path: ['prompt'],
    message: `is too long together with the other fields: ${LARGEST_REQUEST} bytes in all`,
  });

/** What an image-to-video task is asked for; A2E's fields (a2e-api 2.2) after defaults and aliases. */
export type ImageToVideoRequest = z.output<typeof fields>;

/** A photo, and a video in which it moves: A2E's `userImage2Video` (a2e-api 2). */
export const imageToVideo: KindDefinition<ImageToVideoRequest> = {
  kind: 'image-to-video',
  summary: 'Image to video',
  path: '/api/v1/userImage2Video',
  calls: usualCalls(),
  request: z.preprocess(readAliases, fields),
  example: { image_url: 'https://example.com/photo.jpg', prompt: 'slow push in', video_time: 5 },
  copiesField: 'number_of_images',
  price: (request, coinsPerSecond = COINS_PER_SECOND) => ({
    amount: Math.ceil(request.video_time * coinsPerSecond),
    currency: 'coins',
  }),
  seconds: (request) => request.video_time,
  expectedSeconds: 300,
  result: { field: 'result_url' },
  record: (task) => {
    const { request } = task;
    return taskRecord(task, {
      image_url: request.image_url,
      prompt: request.prompt,
      negative_prompt: request.negative_prompt,
      model_type: request.model_type,
      end_image_url: request.end_image_url,
      model_version: request.model_version,
      lora: request.lora,
      video_time: request.video_time,
      number_of_images: request.number_of_images,
      extend_prompt: request.extend_prompt,
      skip_face_enhance: request.skip_face_enhance,
    });
  },
};

/** A request that is known to be for this kind, read back from a record. @throws ZodError when it is not. */
export function imageToVideoRequest(request: unknown): ImageToVideoRequest {
  return fields.parse(request);
}

/** Takes the misspelt `negative_prmpt` and the deprecated `video_length` where the right names are missing. */
function readAliases(body: unknown): unknown {
  const given = withoutNulls(body);
  if (typeof given !== 'object' || given === null) return given;
  const { negative_prmpt, video_length, ...request } = given as Record<string, unknown>;
  if (negative_prmpt !== undefined) request['negative_prompt'] ??= negative_prmpt;
  if (video_length !== undefined) request['video_time'] ??= secondsOfFrames(video_length);
  for (const optional of ['end_image_url', 'lora', 'model_version', 'name', 'provider']) {
    if (request[optional] === '') delete request[optional];
  }
  return request;
}

/** The shortest video time that holds so many frames; what isn't a number of frames is left for the schema to refuse. */
function secondsOfFrames(frames: unknown): unknown {
  const count = wholeNumber(1, 1000).safeParse(frames);
  if (!count.success) return frames;
  const seconds = (count.data - 1) / FRAMES_PER_SECOND;
  return VIDEO_TIMES.find((time) => time >= seconds) ?? seconds;
}
