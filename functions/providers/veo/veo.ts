import * as z from 'zod';
import type { AdapterDefinition } from '../adapter.ts';
import type { Model } from '../model.ts';

export const veoSettings = z.object({
  apiKey: z.string('is missing: a Gemini API key from aistudio.google.com').min(1),
  baseUrl: z.url().default('https://generativelanguage.googleapis.com'),
  resolution: z.enum(['720p', '1080p']).default('720p'),
});

/** Google's own limit for Veo's prompt, in tokens, is about this many characters. */
const LONGEST_PROMPT = 4000;

/** Veo in the Gemini API (ai.google.dev, "Generate videos with Veo"). */
export const veo: AdapterDefinition = {
  type: 'veo',
  describe(settings) {
    veoSettings.parse(settings);
    return {
      startsOncePerTask: false,
      models: [
        createModel('veo-3.1', 'veo-3.1-generate-preview', 120),
        createModel('veo-3.1-portrait', 'veo-3.1-generate-preview', 120),
        createModel('veo-3.1-fast', 'veo-3.1-fast-generate-preview', 75),
        createModel('veo-3.1-fast-portrait', 'veo-3.1-fast-generate-preview', 75),
      ],
      pictures: 'bytes',
    };
  },
};

function createModel(name: string, id: string, expectedSeconds: number): Model {
  return {
    kind: 'image-to-video',
    name,
    id,
    expectedSeconds,
    input: {
      prompt: 'prompt',
      negative_prompt: 'negativePrompt',
      image_url: 'image',
      end_image_url: 'lastFrame',
      video_time: 'durationSeconds',
    },
    required: ['prompt'],
    limits: {
      video_time: { oneOf: [4, 6, 8], atMostLonger: 1 },
      prompt: { longest: LONGEST_PROMPT },
    },
    fixed: { aspectRatio: name.endsWith('-portrait') ? '9:16' : '16:9' },
  };
}
