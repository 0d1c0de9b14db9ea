import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { flag, mediaUrl, oneOf, text, wholeNumber } from '../fields.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { COINS_PER_SECOND } from '../prices.ts';

/** The lengths of video A2E makes, in seconds (a2e-api 2.2, `video_time`). */
const VIDEO_TIMES = [5, 10, 15, 20] as const;
/** A2E's deprecated `video_length` counts frames: 81 are 5 seconds (a2e-api 2.2), so 16 a second and the first one. */
const FRAMES_PER_SECOND = 16;

const ASPECT = 'must be width:height, such as 16:9, or auto for that of the photo';

const fields = once(() =>
  z.object({
    ...commonFields,
    image_url: mediaUrl,
    prompt: text(4000).default(''),
    negative_prompt: text(4000).default(''),
    model_type: z
      .enum(['GENERAL', 'FLF2V'], 'must be GENERAL, or FLF2V for a first and a last frame')
      .default('GENERAL'),
    end_image_url: mediaUrl.optional(),
    lora: text(200).optional(),
    aspect_ratio: z
      .string(ASPECT)
      .regex(/^([1-9]\d{0,3}:[1-9]\d{0,3}|auto)?$/, ASPECT)
      .optional(),
    video_time: oneOf(VIDEO_TIMES, 'seconds').default(5),
    number_of_images: wholeNumber(1, 8).default(1),
    extend_prompt: flag.default(true),
    skip_face_enhance: flag.default(false),
    mask_face: flag.optional(),
    minor_suspected_skip: flag.default(false),
  }),
);

/** What an image-to-video task is asked for; A2E's fields (a2e-api 2.2) after defaults and aliases. */
export type ImageToVideoRequest = z.output<ReturnType<typeof fields>>;

/** A video made from a photo: A2E's `userImage2Video` (a2e-api 2). */
export const imageToVideo = defineKind<ImageToVideoRequest>({
  kind: 'image-to-video',
  summary: 'Image to video',
  path: '/api/v1/userImage2Video',
  request: () =>
    kindRequest(
      fields(),
      {
        aspectRatio: 'aspect_ratio',
        duration: 'video_time',
        video_length: { field: 'video_time', read: secondsOfFrames },
      },
      requireLastFrame,
    ),
  example: { image_url: 'https://example.com/photo.jpg', prompt: 'slow push in', video_time: 5 },
  copiesField: 'number_of_images',
  price: { coinsPerSecond: COINS_PER_SECOND },
  seconds: (request) => request.video_time,
  expectedSeconds: 300,
  echoes: [
    'image_url',
    'prompt',
    'negative_prompt',
    'model_type',
    'end_image_url',
    'model_version',
    'lora',
    'aspect_ratio',
    'video_time',
    'number_of_images',
    'extend_prompt',
    'skip_face_enhance',
  ],
  modelFields: {
    image_url: { type: 'image' },
    end_image_url: { type: 'image', advice: 'it starts from one picture only' },
    video_time: { type: 'seconds' },
    negative_prompt: { advice: 'say in the prompt what the video should show' },
    lora: { advice: 'it has no presets' },
    extend_prompt: { isHint: true },
    skip_face_enhance: { isHint: true },
    aspect_ratio: { isHint: true },
    mask_face: { isHint: true },
    minor_suspected_skip: { isHint: true },
  },
  /** `model_type` only says whether the last frame counts. */
  toModelRequest: ({ model_type, end_image_url, ...request }) =>
    model_type === 'FLF2V' ? { ...request, end_image_url } : request,
});

function requireLastFrame(request: ImageToVideoRequest, context: z.RefinementCtx): void {
  if (request.model_type !== 'FLF2V' || request.end_image_url !== undefined) return;
  const message = 'is required when model_type is FLF2V: the address of the last frame';
  context.addIssue({ code: 'custom', path: ['end_image_url'], message });
}

/** The shortest video time that holds this number of frames; what isn't a number of frames is left for the schema to refuse. */
function secondsOfFrames(frames: unknown): unknown {
  const count = wholeNumber(1, 1000).safeParse(frames);
  if (!count.success) return frames;
  const seconds = (count.data - 1) / FRAMES_PER_SECOND;
  return VIDEO_TIMES.find((time) => time >= seconds) ?? seconds;
}
