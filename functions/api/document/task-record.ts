import * as z from 'zod';
import { kinds, type TaskKind } from '../../catalog/catalog.ts';
import { describeFields } from './describe-fields.ts';
import { getProperties, type JsonSchema, outputSchema } from './json-schema.ts';
import { recordFields } from './sample-task.ts';

const moment = z.iso.datetime().describe('UTC, with milliseconds.');
const status = z
  .enum(['initialized', 'sent', 'pending', 'pendding', 'processing', 'completed', 'failed'])
  .describe('`completed` and `failed` are the ends; all others mean that it goes on.');

/** The members that A2E's records have in common (a2e-api 1.3), and those that we add to all of them. */
export const commonRecordFields = getProperties(
  outputSchema(
    z.object({
      _id: z.string().describe('24 hexadecimal characters, or what the console named it.'),
      name: z.string(),
      current_status: status,
      status: z.string().describe('`current_status` again, or in the words of this family.'),
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

/** What some families' records have besides (a2e-api 4, 5, 6, 8 and 13). */
const special = getProperties(
  outputSchema(
    z.object({
      result: z.string().describe('`result_url`, as this family spells it.'),
      msg: z.string().describe('`failed_message`, as this family spells it.'),
      result_video_url: z.string().describe('`result_url`, as this family spells it.'),
      result_image_url: z.string().describe('`result_url`, as this family spells it.'),
      image_urls: z.array(z.string()).describe('The finished pictures.'),
      title: z.string(),
      anchor_type: z.number(),
      web_bg_width: z.number(),
      web_bg_height: z.number(),
      color: z.string(),
      result_people_url: z.string(),
      result_bg_url: z.string(),
      replace_bg_id: z.string(),
      custom_backs_id: z.string().nullable(),
      diff_s: z.int().describe('Seconds from start to the latest change.'),
      current_date: moment,
      cover_url: z.string(),
      duration: z.number().describe('In seconds.'),
      error_code: z.string().nullable().describe('"0" on success, null before.'),
      faild_message: z.string().nullable().describe('`failed_message`, as this family spells it.'),
      initialized_time: z.string().nullable(),
      processing_time: z.string().nullable(),
      completed_time: z.string().nullable(),
      user_id: z.string(),
      video_backgroud_image: z.string().describe('`video_background_image`, misspelt.'),
      video_backgroud_color: z.string().describe('`video_background_color`, misspelt.'),
      anchor_id: z.string().describe('What avatar videos call it.'),
      preview_result_url: z.string(),
      user_video_twin_id: z.string(),
      lang: z.string(),
      train_mode: z.string(),
      speaker_id: z.string().describe("The vendor's id."),
      ttsRate: z.number().describe('Coins for every ten seconds of speech.'),
      hasRefundCoin: z.boolean(),
    }),
  ),
);

/** What answers add to a record, but its page of the list does not always have. */
const added = getProperties(
  outputSchema(
    z.object({
      eta: z
        .object({ p50_seconds: z.number(), p90_seconds: z.number() })
        .optional()
        .describe(
          'While it is worked on: in how many seconds half, and nine tenths, of such tasks are done.',
        ),
      external_id: z.string().optional().describe('Your own id of the task, if it has one.'),
      metadata: z.record(z.string(), z.string()).optional().describe('Your own labels, if any.'),
      queue_position: z
        .int()
        .optional()
        .describe('How many are before it at the provider, where that is known; 0 is next.'),
    }),
  ),
);

/** Whether it is another spelling of a field that the kind's request has. */
function isAlias(name: string, fields: Readonly<Record<string, JsonSchema>>): boolean {
  return !(name in fields) && Object.keys(fields).some((field) => plain(field) === plain(name));
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** The schema of a kind's records. `known` are the schemas of other members by name, such as those of the request. */
export function describeRecord(kind: TaskKind): JsonSchema {
  const echoed = getProperties(outputSchema(kinds[kind].request));
  const known = { ...echoed, ...special, ...commonRecordFields };
  const names = recordFields(kind).filter((name) => name in known && !isAlias(name, echoed));
  const properties = Object.fromEntries(names.map((name) => [name, known[name]]));
  const webhooks = {
    type: 'array',
    items: { $ref: '#/components/schemas/DeliverySummary' },
    description: 'Where the outcome was sent, in short; the detail call shows it.',
  };
  return describeFields({
    type: 'object',
    properties: { ...properties, ...added, webhooks },
    required: names.filter((name) => name in commonRecordFields),
  });
}
