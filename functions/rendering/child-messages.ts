import * as z from 'zod';
import { highlightsJob } from './highlights/highlights-job.ts';
import { renderJobSchema } from './render-job.ts';

/** The one message that the render child receives. Inputs and result travel as files in one folder. */
export const renderOrderSchema = z.object({
  /** The folder that holds the job's inputs under the names of `renderFiles`; `video.mp4` is written there. */
  directory: z.string(),
  job: z.union([highlightsJob, renderJobSchema]),
  /** Pixels of a frame. Optional; defaults to the 720p class. */
  area: z.int().positive().optional(),
  /** The operator's ffmpeg program. optional; defaults to the codec program. */
  ffmpegPath: z.string().optional(),
});

export type RenderOrder = z.infer<typeof renderOrderSchema>;

/** What the render child says. `refused`: the input is at fault; `faulted`: we are. Both end it, as `completed` does. */
export const childMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    framesDone: z.int(),
    framesTotal: z.int(),
  }),
  z.object({
    type: z.literal('completed'),
    /** Of the video, in pixels as players show it and in seconds; undefined if none was made. */
    facts: z.object({ width: z.int(), height: z.int(), seconds: z.number() }).optional(),
  }),
  z.object({
    type: z.literal('refused'),
    code: z.string(),
    message: z.string(),
  }),
  z.object({ type: z.literal('faulted'), message: z.string() }),
]);

export type ChildMessage = z.infer<typeof childMessageSchema>;
