import * as z from 'zod';
import type { AdapterDefinition } from '../adapter.ts';

const aspects = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21'] as const;

export const bedrockSettings = z.object({
  /** Where the model runs; Ray2 is offered in us-west-2. */
  region: z.string().default('us-west-2'),
  /** Bedrock puts the results there; it must lie in the same region. */
  outputBucket: z.string('is missing: the bucket that Bedrock writes its results to').min(1),
  outputPrefix: z
    .string()
    .regex(/^([^/]+\/)*$/, 'must end with a slash, and not begin with one')
    .default('renders/bedrock/'),
  aspectRatio: z.enum(aspects).default('16:9'),
  resolution: z.enum(['540p', '720p']).default('720p'),
  baseUrl: z.url().optional(),
});

/** Luma Ray2 on Amazon Bedrock (Bedrock user guide, "Luma AI models"). */
export const bedrock: AdapterDefinition = {
  type: 'bedrock',
  describe(settings) {
    bedrockSettings.parse(settings);
    return {
      startsOncePerTask: true,
      models: [
        {
          kind: 'image-to-video',
          name: 'ray-2',
          id: 'luma.ray-v2:0',
          expectedSeconds: 180,
          input: {
            prompt: 'prompt',
            image_url: 'frame0',
            end_image_url: 'frame1',
            video_time: 'duration',
          },
          required: ['prompt'],
          limits: { video_time: { oneOf: ['5s', '9s'] }, prompt: { longest: 5000 } },
        },
      ],
      pictures: 'bytes',
    };
  },
};
