import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FetchInputDependencies, fetchInput } from './fetch-input.ts';
import type { FilmFacts } from './highlights/encode-film.ts';
import { RenderFailedError } from './render-failed-error.ts';
import { renderInChild } from './render-in-child.ts';
import { getInputs, renderFiles } from './render-inputs.ts';
import type { RenderJob } from './render-job.ts';
import { isRenderFinished } from './render-status.ts';
import type { ProductName, RenderStore } from './render-store.ts';

export interface RunRenderJobDependencies extends FetchInputDependencies {
  readonly renders: RenderStore;
  readonly clock: { now(): number };
  /** The bundled `render-worker`, run as a separate process. */
  readonly workerFile: string;
  /** The operator's ffmpeg program. optional; defaults to the codec program. */
  readonly ffmpegPath?: string | undefined;
  /** Pixels of a frame, where it isn't the 720p class. */
  readonly area?: number | undefined;
}

/** How often an internal fault is retried: Lambda runs an asynchronous event once and repeats it twice. */
const MAXIMUM_FAILURES = 3;

/** In seconds; Lambda itself ends the function after 900, and would then run the job again. */
const LONGEST_RENDER = 840;

/** A render may take this long in all, in seconds, before it is killed. */
function renderTimeoutSeconds(clipSeconds: number): number {
  return Math.min(120 + 15 * clipSeconds, LONGEST_RENDER);
}

/** Someone else finished the same render meanwhile. */
class RenderSupersededError extends Error {
  override readonly name = 'RenderSupersededError';
}

/**
 * Renders a job and keeps its status up to date. Whatever is wrong with the input ends in a `failed` status. The same job
 * again, during the render or after it, changes nothing. @throws internal faults, so that the caller tries again.
 */
export async function runRenderJob(tools: RunRenderJobDependencies, job: RenderJob): Promise<void> {
  const before = await tools.renders.readStatus(job.renderId);
  if (isRenderFinished(before)) return;
  const failures = before?.state === 'processing' ? before.failures : 0;
  try {
    await renderOnce(tools, job, failures);
  } catch (error) {
    if (error instanceof RenderSupersededError) return;
    if (error instanceof RenderFailedError) return recordFailure(tools, job, error);
    await countFailure(tools, job, failures + 1);
    throw error;
  }
}

/** The last of them is final: nobody runs the job again. */
async function countFailure(
  tools: RunRenderJobDependencies,
  job: RenderJob,
  failures: number,
): Promise<void> {
  if (failures >= MAXIMUM_FAILURES) {
    const message = `The renderer failed ${failures} times; the fault is not the picture's.`;
    return recordFailure(tools, job, new RenderFailedError('render_failed', message));
  }
  if (isRenderFinished(await tools.renders.readStatus(job.renderId))) return;
  const updatedAt = tools.clock.now();
  const status = { state: 'processing', updatedAt, progress: 0, failures } as const;
  await tools.renders.writeStatus(job.renderId, status);
}

async function renderOnce(
  tools: RunRenderJobDependencies,
  job: RenderJob,
  failures: number,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'reelhook-render-'));
  try {
    await checkIn(tools, job, { failures, progress: 0, begun: tools.clock.now() });
    for (const { url, role, file } of getInputs(job)) {
      await writeFile(join(directory, file), await fetchInput(tools, url, role));
    }
    const facts = await superviseChild(tools, job, failures, directory);
    const stored = await storeProducts(tools, job, directory, facts);
    const updatedAt = tools.clock.now();
    await tools.renders.writeStatus(job.renderId, { state: 'completed', updatedAt, ...stored });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function storeProducts(
  { renders }: RunRenderJobDependencies,
  { renderId }: RenderJob,
  directory: string,
  facts: FilmFacts,
) {
  const put = (name: ProductName) => renders.putFile(renderId, name, join(directory, name));
  const [key, posterKey, previewKey, video] = await Promise.all([
    put(renderFiles.video),
    put(renderFiles.poster),
    put(renderFiles.preview),
    readFile(join(directory, renderFiles.video)),
  ]);
  const sha256 = createHash('sha256').update(video).digest('hex');
  return { key, media: { ...facts, bytes: video.length, sha256, posterKey, previewKey } };
}

/** Runs the child; about once a second writes down how far it is and asks whether to go on. */
async function superviseChild(
  tools: RunRenderJobDependencies,
  job: RenderJob,
  failures: number,
  directory: string,
): Promise<FilmFacts> {
  const stop = new AbortController();
  const begun = tools.clock.now();
  let progress = 0;
  const rendering = renderInChild({
    workerFile: tools.workerFile,
    order: { job, directory, area: tools.area, ffmpegPath: tools.ffmpegPath },
    signal: stop.signal,
    onProgress: (done, total) => {
      progress = Math.floor((done / total) * 100);
    },
  });
  const ended = rendering.then(
    () => true,
    () => true,
  );
  try {
    while (!(await Promise.race([ended, tools.wait(1).then(() => false)]))) {
      await checkIn(tools, job, { failures, progress, begun });
    }
  } catch (error) {
    stop.abort(error);
  }
  const outcome = await rendering;
  if (outcome.type === 'refused') throw new RenderFailedError(outcome.code, outcome.message);
  if (!outcome.facts) throw new Error('the render process did not say what it made');
  return outcome.facts;
}

/** @throws what ends the render: cancel, time-out, someone else's result, or the store's fault. */
async function checkIn(
  { renders, clock }: RunRenderJobDependencies,
  { renderId, seconds }: RenderJob,
  run: {
    readonly failures: number;
    readonly progress: number;
    readonly begun: number;
  },
): Promise<void> {
  if (await renders.isCanceled(renderId)) {
    throw new RenderFailedError('canceled', 'The task was canceled.');
  }
  if (isRenderFinished(await renders.readStatus(renderId)))
    throw new RenderSupersededError(renderId);
  const updatedAt = clock.now();
  const limit = renderTimeoutSeconds(seconds);
  if (updatedAt - run.begun > limit * 1000) {
    throw new RenderFailedError(
      'render_timeout',
      `The render took more than ${limit} seconds and was stopped.`,
    );
  }
  const { failures, progress } = run;
  await renders.writeStatus(renderId, {
    state: 'processing',
    updatedAt,
    progress,
    failures,
  });
}

/** A result that is there already stays. */
async function recordFailure(
  { renders, clock }: RunRenderJobDependencies,
  { renderId }: RenderJob,
  { code, message }: RenderFailedError,
): Promise<void> {
  if (isRenderFinished(await renders.readStatus(renderId))) return;
  await renders.writeStatus(renderId, {
    state: 'failed',
    updatedAt: clock.now(),
    code,
    message,
  });
}
