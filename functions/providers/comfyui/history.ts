import * as z from 'zod';
import type { OperationStatus } from '../operation.ts';

const fileSchema = z.object({
  filename: z.string(),
  subfolder: z.string().default(''),
  type: z.string().default('output'),
});
const filesSchema = z.array(fileSchema).nullish().catch(null);

export type OutputFile = z.output<typeof fileSchema>;

/** `GET /history/{id}`: empty until the work is at its end. */
export const historySchema = z.record(
  z.string(),
  z.object({
    outputs: z.record(
      z.string(),
      z.object({ images: filesSchema, gifs: filesSchema, videos: filesSchema, video: filesSchema }),
    ),
    status: z
      .object({
        status_str: z.string().nullish(),
        messages: z
          .array(z.tuple([z.string(), z.unknown()]))
          .nullish()
          .catch(null),
      })
      .nullish(),
  }),
);

export type HistoryEntry = z.output<typeof historySchema>[string];

const executionErrorSchema = z.object({
  node_type: z.string().nullish(),
  exception_message: z.string().nullish(),
});

/** The finished video; core nodes report it under `images`, VideoHelperSuite under `gifs`. */
export function getVideo(entry: HistoryEntry): OutputFile | undefined {
  const files = Object.values(entry.outputs).flatMap((node) => [
    ...(node.videos ?? []),
    ...(node.video ?? []),
    ...(node.gifs ?? []),
    ...(node.images ?? []),
  ]);
  const videos = files.filter(({ filename }) => /\.(mp4|webm|mov|mkv)$/i.test(filename));
  return videos.find(({ type }) => type === 'output') ?? videos[0];
}

/** How finished work ended. */
export function historyStatus(entry: HistoryEntry): OperationStatus {
  const messages = entry.status?.messages ?? [];
  if (messages.some(([name]) => name === 'execution_interrupted')) {
    return { state: 'failed', code: 'canceled', message: 'The workflow was interrupted.' };
  }
  if (entry.status?.status_str === 'error') {
    const [, details] = messages.find(([name]) => name === 'execution_error') ?? [];
    const error = executionErrorSchema.safeParse(details).data;
    const where = error?.node_type ? ` in ${error.node_type}` : '';
    const message = `The workflow failed${where}: ${error?.exception_message?.trim() ?? 'no reason given'}`;
    return { state: 'failed', code: 'provider_failed', message };
  }
  if (getVideo(entry)) return { state: 'completed' };
  const message =
    'The workflow ended without a video: it needs a node that saves one as MP4 or WebM.';
  return { state: 'failed', code: 'provider_failed', message };
}
