import * as z from 'zod';
import { wholeNumber } from '../catalog/fields.ts';
import { requireResourceId } from '../resources/resource-errors.ts';
import { newResource, type ResourceStore } from '../resources/resource-store.ts';

const COLLECTION = 'tts-previews';
/** Seconds in 24 hours: how long A2E lists a spoken text (a2e-api 4). */
const LISTED_SECONDS = 24 * 60 * 60;
/** How many are counted and paged through, newest first; an owner who speaks more in a day has kept the addresses. */
const MOST_LISTED = 1_000;

/** A spoken text as it is kept and shown. Names are A2E's where it has one for such a thing. */
const preview = z.object({
  msg: z.string(),
  audio_url: z.string(),
  /** Seconds. */
  duration: z.number(),
  coins: z.number(),
  tts_id: z.string().nullable(),
  user_voice_id: z.string().nullable(),
  country: z.string(),
  region: z.string(),
  speechRate: z.number(),
});

export type Preview = z.output<typeof preview>;

/** There is no such spoken text of that owner's, or it is more than a day old. */
class PreviewNotFoundError extends Error {
  override readonly name = 'PreviewNotFoundError';

  constructor(id: string) {
    super(`There is no spoken text ${id} of the last 24 hours.`);
  }
}

export interface Previews {
  readonly resources: ResourceStore;
  readonly clock: { now(): number };
}

/** Keeps a spoken text in its owner's list for a day. */
export async function keepPreview(
  { resources, clock }: Previews,
  owner: string,
  content: Preview,
): Promise<void> {
  const thing = { owner, collection: COLLECTION, content };
  await resources.add(newResource(clock.now(), thing, LISTED_SECONDS));
}

/** A2E's page of spoken texts (a2e-api 1.5, style C): numbers or strings. */
export const previewPage = z.object({
  current: wholeNumber(1, 1_000_000).default(1),
  pageSize: wholeNumber(1, 100).default(20),
});

/**
 * The newest spoken texts of the last 24 hours. Nobody has published the answer's form; it is that of A2E's other list
 * that is paged by `current` (a2e-api 1.5, style B).
 */
export async function listPreviews(
  { resources }: Pick<Previews, 'resources'>,
  owner: string,
  { current, pageSize }: z.output<typeof previewPage>,
) {
  const all = await resources.list(owner, COLLECTION, MOST_LISTED);
  const data = all
    .slice((current - 1) * pageSize, current * pageSize)
    .map(({ id, createdAt, content }) => ({ _id: id, ...preview.parse(content), createdAt }));
  return { current, pageSize, total: all.length, success: true, data };
}

/**
 * Takes a spoken text out of the list. The sound stays where it is for as long as files of its folder do: A2E deletes
 * softly too (a2e-api 1.4), and a video may be in the making with it.
 * @throws PreviewNotFoundError; InvalidRequestError where it is no id at all
 */
export async function deletePreview(
  { resources }: Pick<Previews, 'resources'>,
  owner: string,
  id: string,
): Promise<void> {
  requireResourceId('preview', id);
  const address = { owner, collection: COLLECTION, id: id.toLowerCase() };
  if (!(await resources.remove(address))) throw new PreviewNotFoundError(id);
}
