import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { renderJobSchema } from '../rendering/render-job.ts';
import { runRenderJob } from '../rendering/run-render-job.ts';
import { clock, config } from '../service/environment.ts';
import { logger } from '../service/logger.ts';
import { metrics } from '../service/metrics.ts';
import { download } from '../service/network.ts';
import { renders } from '../service/providers.ts';
import { step } from './step.ts';

const context = {
  renders: renders(),
  download: download(),
  ffmpegPath: config().FFMPEG_PATH,
  clock,
  wait: (seconds: number) => setTimeout(seconds * 1000),
  workerFile: join(import.meta.dirname, 'render-worker.js'),
};

/** Queued by the embedded provider: renders one clip in a child process. */
export const handler = step('render-photo', renderJobSchema, async (job) => {
  const begun = context.clock.now();
  await runRenderJob(context, job);
  const seconds = (context.clock.now() - begun) / 1000;
  logger.info(`render ended after ${seconds.toFixed(1)} s`);
  metrics.record({ RenderSeconds: seconds });
});
