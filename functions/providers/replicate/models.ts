import type { Model } from '../model.ts';

/**
 * Replicate's models and the names of their fields. Those of image-to-video are from each model's page ("API", input
 * schema; the lengths of `wan-2.2-fast` and `hailuo-02` from memory); those of other kinds are as public clients send
 * them, and could not be compared with the models' pages. The times are first guesses that measured ones replace.
 */
export const replicateModels: readonly Model[] = [
  {
    kind: 'image-to-video',
    name: 'wan-2.2-fast',
    id: 'wan-video/wan-2.2-i2v-fast',
    expectedSeconds: 60,
    input: {
      image_url: 'image',
      end_image_url: 'last_image',
      prompt: 'prompt',
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
    id: 'kwaivgi/kling-v2.5-turbo-pro',
    expectedSeconds: 150,
    input: {
      image_url: 'start_image',
      prompt: 'prompt',
      negative_prompt: 'negative_prompt',
      video_time: 'duration',
    },
    required: ['prompt'],
    limits: {
      video_time: { oneOf: [5, 10] },
      prompt: { longest: 2500 },
      negative_prompt: { longest: 2500 },
    },
  },
  {
    kind: 'image-to-video',
    name: 'hailuo-02',
    id: 'minimax/hailuo-02',
    expectedSeconds: 240,
    input: {
      image_url: 'first_frame_image',
      end_image_url: 'last_frame_image',
      prompt: 'prompt',
      video_time: 'duration',
      extend_prompt: 'prompt_optimizer',
    },
    required: ['prompt'],
    limits: {
      video_time: {
        oneOf: [6, 10],
        atMostLonger: 1,
      },
    },
    fixed: {
      resolution: '768p',
    },
  },
  {
    kind: 'image-to-video',
    name: 'seedance-2-fast',
    id: 'bytedance/seedance-2.0-fast',
    expectedSeconds: 120,
    input: {
      image_url: 'image',
      end_image_url: 'last_frame_image',
      prompt: 'prompt',
      video_time: 'duration',
    },
    required: ['prompt'],
    limits: {
      video_time: { oneOf: [5, 10, 15] },
    },
    fixed: {
      resolution: '720p',
      aspect_ratio: 'adaptive',
      generate_audio: false,
    },
  },
  {
    kind: 'image-to-video',
    name: 'ray-flash-2',
    id: 'luma/ray-flash-2-720p',
    expectedSeconds: 60,
    input: {
      image_url: 'start_image',
      end_image_url: 'end_image',
      prompt: 'prompt',
      video_time: 'duration',
    },
    required: ['prompt'],
    limits: {
      video_time: { oneOf: [5] },
    },
  },
  {
    kind: 'text-to-image',
    name: 'sdxl',
    id: 'stability-ai/sdxl:7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc',
    expectedSeconds: 15,
    input: {
      prompt: 'prompt',
      negative_prompt: 'negative_prompt',
      width: 'width',
      height: 'height',
    },
    fixed: {
      num_outputs: 1,
    },
  },
  {
    kind: 'upscale',
    name: 'real-esrgan',
    id: 'nightmareai/real-esrgan:f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa',
    expectedSeconds: 10,
    input: {
      source_url: 'image',
      scale: 'scale',
      face_enhance: 'face_enhance',
    },
  },
];
