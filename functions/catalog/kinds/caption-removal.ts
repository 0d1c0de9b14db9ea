import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { mediaUrl, text } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { unpublishedPrice } from '../prices.ts';

/** A part of a side, as a fraction of it. */
const fraction = z
  .number('must be a number from 0 to 1')
  .min(0, 'must be a number from 0 to 1')
  .max(1, 'must be a number from 0 to 1');

const region = z
  .object(
    { x: fraction, y: fraction, width: fraction, height: fraction },
    'must be an object such as { "x": 0, "y": 0.8, "width": 1, "height": 0.2 }, in fractions of the picture',
  )
  .refine(({ width, height }) => width > 0 && height > 0, 'must have a width and a height')
  .refine(({ x, width }) => x + width <= 1, 'must end inside of the picture: x + width is over 1')
  .refine(
    ({ y, height }) => y + height <= 1,
    'must end inside of the picture: y + height is over 1',
  );

const fields = once(() =>
  z.object({
    ...commonFields,
    name: text(200).min(1, 'must not be empty'),
    source_url: mediaUrl,
    region: region.optional(),
  }),
);

/**
 * What a caption-removal task is asked for (a2e-api 10). `region` is our addition: where the captions are, from the
 * top left corner, in fractions of the picture; optional; found by the provider by default.
 */
export type CaptionRemovalRequest = z.output<ReturnType<typeof fields>>;

/** A video without the captions that are part of its picture: A2E's `userCaptionRemoval`. */
export const captionRemoval = defineKind<CaptionRemovalRequest>({
  kind: 'caption-removal',
  summary: 'Caption removal',
  path: '/api/v1/userCaptionRemoval',
  calls: [...usualCalls(), { method: 'POST', path: '/retry', effect: 'retry', idField: '_id' }],
  request: () => kindRequest(fields()),
  echoes: ['source_url', 'region'],
  example: { name: 'clean', source_url: 'https://example.com/captioned.mp4' },
  price: unpublishedPrice,
  expectedSeconds: 300,
});

/** A request that is known to be for this kind, read back from a record. @throws ZodError when it is not. */
export function captionRemovalRequest(request: unknown): CaptionRemovalRequest {
  return fields().parse(request);
}
