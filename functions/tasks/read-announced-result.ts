import * as z from 'zod';
import { kinds, type TaskKind } from '../catalog/catalog.ts';
import { mediaFolders } from '../contract.ts';
import { fromMediaView } from '../media/result-media.ts';
import type { Task } from './task.ts';

const mediaView = z.object({
  width: z.number().nullable(),
  height: z.number().nullable(),
  seconds: z.number().nullable(),
  bytes: z.number(),
  sha256: z.string(),
  poster_url: z.string().nullable(),
  preview_url: z.string().nullable(),
});
const event = z.object({
  data: z.looseObject({ media: mediaView.nullable().default(null) }),
});

/**
 * The result that an event of a completed task announces; undefined if it announces none.
 * @param body of the event, as JSON
 */
export function readAnnouncedResult(
  body: string,
  kind: TaskKind,
  mediaUrl: string,
): Pick<Task, 'resultKey' | 'media'> | undefined {
  const { data } = event.parse(JSON.parse(body));
  const { field = '' } = kinds[kind].result;
  const [url]: unknown[] = [data[field]].flat();
  const prefix = `${mediaUrl}/`;
  if (typeof url !== 'string' || !url.startsWith(`${prefix}${mediaFolders.results}`)) {
    return undefined;
  }
  const resultKey = url.slice(prefix.length);
  return data.media ? { resultKey, media: fromMediaView(data.media, mediaUrl) } : { resultKey };
}
