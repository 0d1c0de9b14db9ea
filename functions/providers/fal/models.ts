import type { Model } from '../model.ts';

const klingLimits = {
  video_time: { oneOf: ['5', '10'] },
  prompt: { longest: 2500 },
  negative_prompt: { longest: 2500 },
};

/**
 * fal's models and the names of their fields, from the types of `@fal-ai/client` 1.10. The times are first guesses that
 * measured ones replace.
 */
export const falModels: readonly Model[] = [
  {
    kind: 'image-to-video',
    name: 'wan-2.7',
    id: 'fal-ai/wan/v2.7/image-to-video',
    expectedSeconds: 120,
    input: {
      image_url: 'image_url',
      end_image_url: 'end_image_url',
      prompt: 'prompt',
      negative_prompt: 'negative_prompt',
      video_time: 'duration',
      extend_prompt: 'enable_prompt_expansion',
    },
    limits: {
      video_time: { oneOf: ['5', '10', '15'] },
      prompt: { longest: 5000 },
      negative_prompt: { longest: 500 },
    },
    fixed: {
      resolution: '720p',
    },
  },
  {
    kind: 'image-to-video',
    name: 'wan-i2v',
    id: 'fal-ai/wan-i2v',
    expectedSeconds: 75,
    input: {
      image_url: 'image_url',
      prompt: 'prompt',
      negative_prompt: 'negative_prompt',
      extend_prompt: 'enable_prompt_expansion',
    },
    required: ['prompt'],
    limits: {
      video_time: { oneOf: [5] },
    },
    fixed: {
      num_frames: 81,
      frames_per_second: 16,
      resolution: '720p',
    },
  },
  {
    kind: 'image-to-video',
    name: 'kling-2.5',
    id: 'fal-ai/kling-video/v2.5-turbo/pro/image-to-video',
    expectedSeconds: 150,
    input: {
      image_url: 'image_url',
      end_image_url: 'tail_image_url',
      prompt: 'prompt',
      negative_prompt: 'negative_prompt',
      video_time: 'duration',
    },
    required: ['prompt'],
    limits: klingLimits,
  },
  {
    kind: 'image-to-video',
    name: 'kling-2.6',
    id: 'fal-ai/kling-video/v2.6/pro/image-to-video',
    expectedSeconds: 150,
    input: {
      image_url: 'start_image_url',
      end_image_url: 'end_image_url',
      prompt: 'prompt',
      negative_prompt: 'negative_prompt',
      video_time: 'duration',
    },
    required: ['prompt'],
    limits: klingLimits,
    fixed: {
      generate_audio: false,
    },
  },
  {
    kind: 'image-to-video',
    name: 'ltx-2.3',
    id: 'fal-ai/ltx-2.3/image-to-video',
    expectedSeconds: 60,
    input: {
      image_url: 'image_url',
      end_image_url: 'end_image_url',
      prompt: 'prompt',
      video_time: 'duration',
    },
    required: ['prompt'],
    limits: {
      video_time: {
        oneOf: ['6', '8', '10'],
        atMostLonger: 1,
      },
    },
    fixed: {
      generate_audio: false,
    },
  },
  {
    kind: 'text-to-image',
    name: 'flux-schnell',
    id: 'fal-ai/flux/schnell',
    expectedSeconds: 5,
    input: {
      prompt: 'prompt',
      width: 'image_size.width',
      height: 'image_size.height',
    },
    fixed: {
      num_images: 1,
      output_format: 'png',
    },
    result: 'images.0.url',
  },
  {
    kind: 'nano-banana',
    name: 'nano-banana-edit',
    id: 'fal-ai/nano-banana/edit',
    expectedSeconds: 20,
    input: {
      prompt: 'prompt',
      input_images: 'image_urls',
    },
    required: ['input_images'],
    fixed: {
      num_images: 1,
    },
    result: 'images.0.url',
  },
  {
    kind: 'upscale',
    name: 'topaz-video',
    id: 'fal-ai/topaz/upscale/video',
    expectedSeconds: 120,
    input: {
      source_url: 'video_url',
      upscale_factor: 'upscale_factor',
    },
    fixed: {
      H264_output: true,
    },
  },
  {
    kind: 'upscale',
    name: 'topaz-image',
    id: 'fal-ai/topaz/upscale/image',
    expectedSeconds: 30,
    input: {
      source_url: 'image_url',
      upscale_factor: 'upscale_factor',
    },
    fixed: {
      output_format: 'png',
    },
    result: 'image.url',
  },
  {
    kind: 'talking-photo',
    name: 'infinitalk',
    id: 'fal-ai/infinitalk',
    expectedSeconds: 240,
    input: {
      image_url: 'image_url',
      audio_url: 'audio_url',
      prompt: 'prompt',
    },
    required: ['audio_url', 'prompt'],
    // It speaks as long as the recording is.
    ignored: ['duration'],
    fixed: {
      resolution: '720p',
    },
  },
];
