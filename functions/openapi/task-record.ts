import * as z from 'zod';
import { kinds, type TaskKind } from '../catalog/catalog.ts';
import { describeFields } from './describe-fields.ts';
import { type JsonSchema, outputSchema, propertiesOf } from './json-schema.ts';
import { recordFields } from './sample-task.ts';

const moment = z.iso.datetime().describe('UTC, with milliseconds.');
const status = z
  .enum(['initialized', 'sent', 'pending', 'processing', 'completed', 'failed'])
  .describe('`completed` and `failed` are the ends; all others mean that it goes on.');

/** The members that A2E's records have in common (a2e-api 1.3), and those that we add to all of them. */
export const commonFields = propertiesOf(
  outputSchema(
    z.object({
      _id: z.string().describe('24 hexadecimal characters, or what the console named it.'),
      name: z.string(),
      current_status: status,
      process: z.number().min(0).max(100).describe('How much is done, in percent.'),
      coins: z.number().min(0).describe('The price, held at the start and given back on failure.'),
      provider: z.string().describe('Who works on it.'),
      createdAt: moment,
      updatedAt: moment,
      failed_message: z.string().describe('Why it failed, in words; empty unless it did.'),
      failed_code: z.string().describe('Why it failed, as a word for programs.'),
      result_url: z.string().describe('Where the finished file is read; empty until then.'),
    }),
  ),
);

/** What answers add to a record, but its page of the list does not always have. */
const added = propertiesOf(
  outputSchema(
    z.object({
      eta: z
        .object({ p50_seconds: z.number(), p90_seconds: z.number() })
        .optional()
        .describe(
          'While it is worked on: in how many seconds half, and nine tenths, of such tasks are done.',
        ),
      queue_position: z
        .int()
        .optional()
        .describe('How many are before it at the provider, where that tells; 0 is next.'),
    }),
  ),
);

/** The schema of a kind's records. `known` are the schemas of other members by name, such as those of the request. */
export function recordSchema(kind: TaskKind): JsonSchema {
  const echoed = propertiesOf(outputSchema(kinds[kind].request));
  const names = recordFields(kind);
  const properties = Object.fromEntries(
    names.map((name) => [name, commonFields[name] ?? echoed[name] ?? {}]),
  );
  const webhooks = {
    type: 'array',
    items: { $ref: '#/components/schemas/DeliverySummary' },
    description: 'Where the outcome was sent, in short; the detail call shows it.',
  };
  return describeFields({
    type: 'object',
    properties: { ...properties, ...added, webhooks },
    required: names.filter((name) => name in commonFields),
  });
}
