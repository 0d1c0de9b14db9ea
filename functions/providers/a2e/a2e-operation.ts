import * as z from 'zod';
import { isTaskKind, type TaskKind } from '../../catalog/catalog.ts';

/** The kind of operations that were begun before there were several. */
export const FIRST_KIND: TaskKind = 'image-to-video';

/** A task at the upstream service: its `_id` there, and which family it is of. */
export const operationSchema = z.object({
  id: z.string(),
  kind: z.string().refine(isTaskKind).default(FIRST_KIND),
});
