import * as z from 'zod';
import { mediaUrl, text, withoutNulls } from '../catalog/fields.ts';
import { unpublishedPrice } from '../catalog/prices.ts';
import { type PayOnceDependencies, payOnce } from './pay-once.ts';
import { type QueryDependencies, queryFile, requireQueryProvider } from './query-provider.ts';

export interface WatermarkDependencies extends QueryDependencies, PayOnceDependencies {
  /** Where the objects of the media bucket are read, without a slash at the end. */
  readonly mediaUrl: string;
}

const MOST_FIELDS = 20;
const value = z.union(
  [text(2048), z.number(), z.boolean()],
  'must be a text, a number, true or false',
);

/**
 * A2E publishes no fields for `watermark/start` (a2e-api 13), so they are handed on as they are: flat, and every address
 * of media one that could be read.
 */
export const watermarkRequest = z.preprocess(
  withoutNulls,
  z.record(z.string().max(60), value).superRefine((fields, context) => {
    const addresses = Object.entries(fields).filter(([name]) => /url$/i.test(name));
    const message = 'is required: the address of the picture or video, as image_url or video_url';
    if (addresses.length === 0) context.addIssue({ code: 'custom', path: ['video_url'], message });
    for (const [name, address] of addresses) {
      const problem = mediaUrl.safeParse(address).error?.issues[0]?.message;
      if (problem) context.addIssue({ code: 'custom', path: [name], message: problem });
    }
    if (Object.keys(fields).length > MOST_FIELDS) {
      context.addIssue({ code: 'custom', message: `must have at most ${MOST_FIELDS} fields` });
    }
  }),
);

/** A2E's `watermark/start`, which answers when it is done: the file is ours then. */
export async function watermark(
  context: WatermarkDependencies,
  owner: string,
  body: z.output<typeof watermarkRequest>,
  idempotencyKey: string | undefined,
): Promise<{ result_url: string }> {
  const query = 'watermark';
  const provider = await requireQueryProvider(context, query);
  const call = { owner, kind: query, body, price: unpublishedPrice, idempotencyKey };
  const key = await payOnce(context, call, async () => {
    const file = await queryFile(context, query, body, provider);
    return file.key;
  });
  return { result_url: `${context.mediaUrl}/${key}` };
}
