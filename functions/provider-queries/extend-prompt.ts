import * as z from 'zod';
import { flag, mediaUrl, text, wholeNumber, withoutNulls } from '../catalog/fields.ts';
import type { Clock } from '../clock.ts';
import type { Json } from '../providers/operation.ts';
import { newResourceId } from '../resources/resource-store.ts';
import { type QueryDependencies, queryProvider } from './query-provider.ts';

const fields = {
  image_url: mediaUrl,
  prompt: text(4000).default(''),
  negative_prompt: text(4000).default(''),
  /** A2E wants one, for what nobody has published; any id will do. */
  reference_id: text(80).optional(),
  lang: text(35).optional(),
  max_length: wholeNumber(1, 4000).optional(),
  template: z.enum(['default', 'cinematic'], 'must be default or cinematic').optional(),
  shot_count: wholeNumber(1, 4).optional(),
  with_audio: flag.optional(),
  stream: flag
    .refine((isStream) => !isStream, 'must be false: the answer comes whole, not in parts')
    .optional(),
};

/** What `prompt_extension` takes (A2E's reference of 2026). */
export const promptExtension = z.preprocess(withoutNulls, z.object(fields));

/** What `flf2v_prompt_extension` takes: as above, with the last frame. */
export const flf2vPromptExtension = z.preprocess(
  withoutNulls,
  z.object({ ...fields, end_image_url: mediaUrl }),
);

type Extension = z.output<typeof promptExtension> & { readonly end_image_url?: string | undefined };

/** Has the provider put a prompt into the words that suit its model. Costs nothing. */
export function extendPrompt(
  context: QueryDependencies & { readonly clock: Clock },
  { stream: _stream, reference_id, ...request }: Extension,
): Promise<Json> {
  const reference = reference_id ?? newResourceId(context.clock.now());
  return queryProvider(context, 'extend-prompt', { ...request, reference_id: reference });
}
