import * as z from 'zod';
import { type ListProvidersDependencies, listProviders } from '../../tasks/list-providers.ts';
import { type ApiOperation, operation } from '../operation.ts';

export type ProviderOperations = ListProvidersDependencies;

const model = z.object({
  name: z.string(),
  video_time: z.unknown().describe('The lengths it supports, in seconds.'),
  expected_seconds: z.unknown().describe('How long it usually takes, in seconds.'),
  prompt_required: z.boolean(),
  longest_prompt: z.number().nullable().describe('In characters.'),
  negative_prompt: z.boolean().describe('Whether it supports a negative prompt.'),
  flf2v: z.boolean().describe('Whether it supports a last frame.'),
  lora: z.unknown().describe('Whether it supports presets.'),
});

const provider = z.object({
  name: z.string().describe('What `provider` of a request may name.'),
  usable: z.boolean(),
  problem: z.string().optional().describe('Why it cannot be used as configured.'),
  models: z.array(model).optional().describe('What `model_version` of a request may name.'),
  limits: z
    .object({ in_flight: z.number().nullable(), starts_per_minute: z.number().nullable() })
    .optional(),
  coins_per_second: z.number().nullable().optional(),
  median_seconds: z
    .number()
    .optional()
    .describe('How long half of the tasks like the example take, in seconds.'),
  p90_seconds: z.number().optional().describe('How long nine in ten of them take, in seconds.'),
  breaker: z.string().optional().describe("The state of the provider's circuit breaker."),
  in_flight: z.number().optional(),
  waiting: z.number().optional().describe('How many tasks are queued for it.'),
  resumes_at: z.iso.datetime().nullable().optional(),
});

const listed = z.object({
  providers: z
    .record(z.string(), z.array(provider))
    .describe("By kind of task, in the operator's order of preference."),
  problems: z.array(z.string()).describe('What is missing or misconfigured, in sentences.'),
});

/** What a caller can choose from. A2E has no such call. */
export const providerOperations: readonly ApiOperation<ProviderOperations>[] = [
  operation({
    method: 'GET',
    path: '/api/v1/providers',
    answer: listed,
    describe: {
      tag: 'Providers',
      title: 'List providers',
      description: 'The providers of each kind of task, and why some cannot be used.',
      example: {
        providers: {
          'image-to-video': [
            {
              name: 'embedded',
              usable: true,
              models: [],
              limits: { in_flight: null, starts_per_minute: null },
              coins_per_second: null,
              median_seconds: 5,
              p90_seconds: 9,
            },
          ],
        },
        problems: [],
      },
      agent: 'list_providers',
    },
    handle: (context: ListProvidersDependencies) => listProviders(context),
  }),
];
