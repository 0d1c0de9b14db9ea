import * as z from 'zod';
import { taskKinds } from '../../catalog/catalog.ts';

const moment = z.iso.datetime();
const status = z.enum(['initialized', 'sent', 'pending', 'processing', 'completed', 'failed']);

export const nextPage = z
  .string()
  .nullable()
  .describe('Where to go on with another call, as `after`; null after the last page.');

/** What a finished file is. */
export const resultMedia = z
  .object({
    width: z.int().nullable().describe('In pixels, as players show it; null of sound.'),
    height: z.int().nullable(),
    seconds: z.number().nullable().describe('Null of pictures.'),
    bytes: z.int(),
    sha256: z.string().describe("Of the file's bytes, in hexadecimal."),
    poster_url: z
      .string()
      .nullable()
      .describe(
        "A JPEG that shows it; of a provider's result there within seconds. Null of sound.",
      ),
    preview_url: z
      .string()
      .nullable()
      .describe('A few silent seconds of a video, small, as an MP4 to be played over and over.'),
  })
  .nullable()
  .describe('What the finished file is; null if there is none.');

/** A task of any kind. */
export const taskItem = z.object({
  _id: z.string(),
  kind: z.enum(taskKinds),
  name: z.string(),
  prompt: z.string().describe('Empty if it has none.'),
  image_url: z.string().describe('The first picture of the request; empty if it has none.'),
  current_status: status,
  process: z.number().min(0).max(100).describe('How much is done, in percent.'),
  eta: z
    .object({ p50_seconds: z.number(), p90_seconds: z.number() })
    .nullable()
    .describe('In how many seconds half, and nine tenths, of such tasks are done.'),
  coins: z.number().min(0).describe('The price, in `currency`.'),
  currency: z.enum(['coins', 'diamonds']),
  provider: z.string(),
  createdAt: moment,
  updatedAt: moment,
  finishedAt: moment.nullable(),
  external_id: z.string().describe('Your own id; empty if it has none.'),
  metadata: z.record(z.string(), z.string()).describe('Your own labels.'),
  failed_code: z.string(),
  failed_message: z.string(),
  result_url: z.string().describe('The first result; empty until the task is completed.'),
  result_urls: z.array(z.string()),
  media: resultMedia,
  path: z.string().describe("The task among its kind's own calls."),
});

/** With what was asked for. */
export const taskDetail = taskItem.extend({
  request: z
    .record(z.string(), z.unknown())
    .describe('The fields of the start, as they were read.'),
  start_path: z.string().describe('The call that starts another like it.'),
});

export const timelineEntry = z.object({
  at: moment,
  type: z.enum(['state', 'provider', 'delivery']),
  title: z.string(),
  detail: z.string(),
  state: z.union([status, z.literal('')]).describe('The status that was reached, if any.'),
  delivery_id: z.string().describe('The delivery that was attempted, if any.'),
});

export const exampleTaskItem = {
  _id: '6b041e9cff17e54d42a0b72b',
  kind: 'image-to-video',
  name: 'first',
  prompt: 'slow push in',
  image_url: 'https://example.com/photo.jpg',
  current_status: 'completed',
  process: 100,
  eta: null,
  coins: 30,
  currency: 'coins',
  provider: 'embedded',
  createdAt: '2026-11-23T09:17:28.797Z',
  updatedAt: '2026-11-23T09:17:39.102Z',
  finishedAt: '2026-11-23T09:17:39.102Z',
  external_id: 'order-7',
  metadata: { team: 'a' },
  failed_code: '',
  failed_message: '',
  result_url: 'https://media.example.com/results/6b041e9cff17e54d42a0b72b/file.mp4',
  result_urls: ['https://media.example.com/results/6b041e9cff17e54d42a0b72b/file.mp4'],
  media: {
    ...{ width: 1168, height: 784, seconds: 5, bytes: 982_114 },
    sha256: '3f1c0d9a5b7e2468ace013579bdf02468ace13579bdf02468ace13579bdf0246',
    poster_url: 'https://media.example.com/previews/6b041e9cff17e54d42a0b72b/file.jpg',
    preview_url: 'https://media.example.com/previews/6b041e9cff17e54d42a0b72b/file.mp4',
  },
  path: '/api/v1/userImage2Video/6b041e9cff17e54d42a0b72b',
};
