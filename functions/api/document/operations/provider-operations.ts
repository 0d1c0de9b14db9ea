import * as z from 'zod';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescriptions } from '../operation-description.ts';

const model = z.object({
  name: z.string(),
  video_time: z.unknown().describe('The lengths it makes, in seconds.'),
  expected_seconds: z.unknown().describe('How long it takes as a rule, in seconds.'),
  prompt_required: z.boolean(),
  longest_prompt: z.number().nullable().describe('In characters.'),
  negative_prompt: z.boolean().describe('Whether it takes one.'),
  flf2v: z.boolean().describe('Whether it takes a last frame.'),
  lora: z.unknown().describe('Whether it takes presets.'),
});

const provider = z.object({
  name: z.string().describe('What `provider` of a request may name.'),
  usable: z.boolean(),
  problem: z.string().optional().describe('Why it can not be used as it is configured.'),
  models: z.array(model).optional().describe('What `model_version` of a request may name.'),
  limits: z
    .object({ in_flight: z.number().nullable(), starts_per_minute: z.number().nullable() })
    .optional(),
  coins_per_second: z.number().nullable().optional(),
  breaker: z.string().optional().describe('Whether it is given work now.'),
  in_flight: z.number().optional(),
  waiting: z.number().optional().describe('How many tasks stand in line for it.'),
  resumes_at: z.iso.datetime().nullable().optional(),
});

const listed = z.object({
  providers: z
    .record(z.string(), z.array(provider))
    .describe("By kind of task, in the operator's order of preference."),
  problems: z.array(z.string()).describe('What is missing or wrong, in sentences.'),
});

export const providerOperations: OperationDescriptions = {
  'GET /api/v1/providers': {
    tag: 'Providers',
    summary: 'List providers',
    description: 'Who can do the work, kind by kind, and what is wrong with those who can not.',
    data: outputSchema(listed),
    example: {
      providers: {
        'image-to-video': [
          {
            name: 'embedded',
            usable: true,
            models: [],
            limits: { in_flight: null, starts_per_minute: null },
            coins_per_second: null,
          },
        ],
      },
      problems: [],
    },
  },
};
