import * as z from 'zod';

/** A2E does not publish the body; another Reelhook sends an event with the record as `data`. */
const bodySchema = z.object({
  type: z.string().nullish().catch(null),
  _id: z.string().nullish().catch(null),
  data: z
    .object({ _id: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** A2E signs nothing: the secret path is what makes a callback genuine, and the record is asked for afterwards. */
export function verifyA2eCallback(
  body: unknown,
  taskId: string | undefined,
): { finished: boolean } | undefined {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return undefined;
  const about = parsed.data.data?._id ?? parsed.data._id ?? undefined;
  if (taskId !== undefined && about !== undefined && about !== taskId) return undefined;
  return { finished: parsed.data.type !== 'task.processing' };
}
