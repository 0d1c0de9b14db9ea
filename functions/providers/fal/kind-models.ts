import type { KindModel } from '../kind-model.ts';

/**
 * fal's models of other kinds and the names of their fields, from the types of `@fal-ai/client` 1.10. The times are first
 * guesses that measured ones replace.
 */
export const falKindModels: readonly KindModel[] = [
  {
    kind: 'text-to-image',
    name: 'flux-schnell',
    id: 'fal-ai/flux/schnell',
    expectedSeconds: 5,
    input: { prompt: 'prompt', width: 'image_size.width', height: 'image_size.height' },
    fixed: { num_images: 1, output_format: 'png' },
    result: 'images.0.url',
  },
  {
    kind: 'nano-banana',
    name: 'nano-banana-edit',
    id: 'fal-ai/nano-banana/edit',
    expectedSeconds: 20,
    input: { prompt: 'prompt', input_images: 'image_urls' },
    required: ['input_images'],
    fixed: { num_images: 1 },
    result: 'images.0.url',
  },
  {
    kind: 'upscale',
    name: 'topaz-video',
    id: 'fal-ai/topaz/upscale/video',
    expectedSeconds: 120,
    input: { source_url: 'video_url', upscale_factor: 'upscale_factor' },
    fixed: { H264_output: true },
    result: 'video.url',
  },
  {
    kind: 'upscale',
    name: 'topaz-image',
    id: 'fal-ai/topaz/upscale/image',
    expectedSeconds: 30,
    input: { source_url: 'image_url', upscale_factor: 'upscale_factor' },
    fixed: { output_format: 'png' },
    result: 'image.url',
  },
  {
    kind: 'talking-photo',
    name: 'infinitalk',
    id: 'fal-ai/infinitalk',
    expectedSeconds: 240,
    input: { image_url: 'image_url', audio_url: 'audio_url', prompt: 'prompt' },
    required: ['audio_url', 'prompt'],
    /** It speaks as long as the recording is. */
    ignored: ['duration'],
    fixed: { resolution: '720p' },
    result: 'video.url',
  },
];
