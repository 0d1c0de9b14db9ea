import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { highlightsJob } from '../rendering/highlights/highlights-job.ts';
import { renderJobSchema } from '../rendering/render-job.ts';
import { runHighlightsJob } from '../rendering/run-highlights-job.ts';
import { runRenderJob } from '../rendering/run-render-job.ts';
import { mediaStore } from '../service/aws.ts';
import { clock, config } from '../service/environment.ts';
import { logger, warn } from '../service/logger.ts';
import { metrics } from '../service/metrics.ts';
import { download } from '../service/network.ts';
import { renders } from '../service/providers.ts';
import { step } from './step.ts';

const payload = z.union([highlightsJob, renderJobSchema]);
const context = {
  renders: renders(),
  files: mediaStore(),
  warn,
  download: download(),
  ffmpegPath: config().FFMPEG_PATH,
  clock,
  wait: (seconds: number) => setTimeout(seconds * 1000),
  workerFile: join(import.meta.dirname, 'render-worker.js'),
};

/** Queued by the embedded provider, for a clip, and by finish-task, for a poster: works in a child process. */
export const handler = step('render-photo', payload, async (job) => {
  if (job.work === 'highlights') return runHighlightsJob(context, job);
  const begun = context.clock.now();
  await runRenderJob(context, job);
  const seconds = (context.clock.now() - begun) / 1000;
  logger.info(`render ended after ${seconds.toFixed(1)} s`);
  metrics.record({ RenderSeconds: seconds });
});
