import * as z from 'zod';
import { taskKinds } from '../../../catalog/catalog.ts';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescriptions } from '../operation-description.ts';

const quote = z.object({
  endpoint: z.string(),
  kind: z.enum(taskKinds),
  provider: z.string().describe('Who would do the work.'),
  tasks: z.int().min(1).describe('How many tasks it would make.'),
  coins: z.number().min(0).describe('Of all of them together.'),
  diamonds: z.number().min(0),
  generationRequestValidated: z.boolean().describe('Whether a start would take it as it is.'),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .describe('What keeps it from being taken.'),
});

export const quoteOperations: OperationDescriptions = {
  'POST /api/v1/generation/quote': {
    tag: 'Account',
    summary: 'Ask what a start would cost',
    description: 'Free, and makes nothing.',
    data: outputSchema(quote),
    bodyExample: {
      endpoint: '/api/v1/userImage2Video/start',
      requestBody: { image_url: 'https://example.com/photo.jpg', video_time: 10 },
    },
    example: {
      endpoint: '/api/v1/userImage2Video/start',
      kind: 'image-to-video',
      provider: 'embedded',
      tasks: 1,
      coins: 60,
      diamonds: 0,
      generationRequestValidated: true,
      errors: [],
    },
  },
};
