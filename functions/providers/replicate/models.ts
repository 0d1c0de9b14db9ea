import type { ProviderModel } from '../provider.ts';

/**
 * Replicate's image-to-video models and the names of their fields, from each model's page ("API", input schema; the
 * lengths of `wan-2.2-fast` and `hailuo-02` from memory). The times are first guesses that measured ones replace.
 */
export const replicateModels: readonly [ProviderModel, ...ProviderModel[]] = [
  {
    name: 'wan-2.2-fast',
    id: 'wan-video/wan-2.2-i2v-fast',
    seconds: [5],
    expectedSeconds: 60,
    promptRequired: true,
    lastFrame: true,
    input: {
      image: 'image',
      lastImage: 'last_image',
      prompt: 'prompt',
    },
    fixed: { num_frames: 81, frames_per_second: 16, resolution: '720p' },
  },
  {
    name: 'kling-2.5',
    id: 'kwaivgi/kling-v2.5-turbo-pro',
    seconds: [5, 10],
    expectedSeconds: 150,
    promptRequired: true,
    longestPrompt: 2500,
    negativePrompt: 2500,
    input: {
      image: 'start_image',
      prompt: 'prompt',
      negativePrompt: 'negative_prompt',
      seconds: 'duration',
    },
  },
  {
    name: 'hailuo-02',
    id: 'minimax/hailuo-02',
    seconds: [6, 10],
    expectedSeconds: 240,
    promptRequired: true,
    lastFrame: true,
    input: {
      image: 'first_frame_image',
      lastImage: 'last_frame_image',
      prompt: 'prompt',
      seconds: 'duration',
      promptExpansion: 'prompt_optimizer',
    },
    fixed: { resolution: '768p' },
  },
  {
    name: 'seedance-2-fast',
    id: 'bytedance/seedance-2.0-fast',
    seconds: [5, 10, 15],
    expectedSeconds: 120,
    promptRequired: true,
    lastFrame: true,
    input: {
      image: 'image',
      lastImage: 'last_frame_image',
      prompt: 'prompt',
      seconds: 'duration',
    },
    fixed: { resolution: '720p', aspect_ratio: 'adaptive', generate_audio: false },
  },
  {
    name: 'ray-flash-2',
    id: 'luma/ray-flash-2-720p',
    seconds: [5],
    expectedSeconds: 60,
    promptRequired: true,
    lastFrame: true,
    input: {
      image: 'start_image',
      lastImage: 'end_image',
      prompt: 'prompt',
      seconds: 'duration',
    },
  },
];
