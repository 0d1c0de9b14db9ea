import * as z from 'zod';

/** A time, ISO 8601, UTC. */
export const moment = z.iso.datetime();

/** An answer that only names what was removed. */
export const removed = z.object({ _id: z.string() });

/** A page of a list: its rows, and how many there are on all pages. */
export function createPage<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    count: z.int().min(0).describe('How many there are on all pages.'),
  });
}
