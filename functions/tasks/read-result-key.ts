import * as z from 'zod';
import { mediaFolders } from '../contract.ts';

const event = z.object({ data: z.object({ result_url: z.string() }) });

/**
 * The key of the result that an event of a completed task announces; undefined if it announces none.
 * @param body of the event, as JSON
 */
export function readResultKey(body: string, mediaUrl: string): string | undefined {
  const { data } = event.safeParse(JSON.parse(body));
  const prefix = `${mediaUrl}/`;
  if (!data?.data.result_url.startsWith(`${prefix}${mediaFolders.results}`)) return undefined;
  return data.data.result_url.slice(prefix.length);
}
