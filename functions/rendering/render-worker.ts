import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { extname, join } from 'node:path';
import type { CaptionRemovalJob } from './caption-removal/caption-removal-job.ts';
import { type ChildMessage, type RenderOrder, renderOrderSchema } from './child-messages.ts';
import { createFfmpegCodecs } from './codecs/ffmpeg-codecs.ts';
import { createProgramCodecs } from './codecs/program-codecs.ts';
import type { PhotoJob } from './photo/photo-job.ts';
import { renderClip } from './photo/render-clip.ts';
import { RenderFailedError } from './render-failed-error.ts';
import { renderFiles } from './render-inputs.ts';
import type { TalkingPhotoJob } from './talking-photo/talking-photo-job.ts';

/** Below the API on the same machine; ffmpeg inherits it. */
const NICENESS = 5;

/** Beside this file, in the source as in the bundle. */
const CODEC_PROGRAM = join(import.meta.dirname, `codec-program${extname(import.meta.filename)}`);

/** The render child's entry: takes one order over IPC, answers with child messages, ends when its parent does. */
function main(): void {
  setPriority(NICENESS);
  process.once('message', (message) => {
    const order = renderOrderSchema.parse(message);
    process.once('disconnect', () => abandon(order));
    void execute(order);
  });
}

async function execute(order: RenderOrder): Promise<void> {
  try {
    await render(order);
    await send({ type: 'completed' });
  } catch (error) {
    await send(failureMessage(error));
  }
  process.removeAllListeners('disconnect');
  process.disconnect();
}

/** Each kind of work has a separate function. */
function render(order: RenderOrder): Promise<void> {
  const { job } = order;
  switch (job.work) {
    case 'photo':
      return renderPhotoJob(order, job);
    case 'talking-photo':
      return renderTalkingPhotoJob(order, job);
    case 'caption-removal':
      return runCaptionRemoval(order, job);
    default:
      return job satisfies never;
  }
}

async function renderPhotoJob(order: RenderOrder, job: PhotoJob): Promise<void> {
  await renderClip({
    ...job,
    ...commonOptions(order),
    aspect: job.aspect,
    image: await readInput(order, renderFiles.image),
    endImage:
      job.endImageUrl === undefined ? undefined : await readInput(order, renderFiles.endImage),
  });
}

async function renderTalkingPhotoJob(order: RenderOrder, job: TalkingPhotoJob): Promise<void> {
  // Loaded late: other work has no use for what reads sound and finds faces.
  const { renderTalkingPhoto } = await import('./talking-photo/render-talking-photo.ts');
  await renderTalkingPhoto({
    ...job,
    ...commonOptions(order),
    image: await readInput(order, renderFiles.image),
    audio: job.audioUrl === undefined ? undefined : await readInput(order, renderFiles.audio),
  });
}

async function runCaptionRemoval(order: RenderOrder, { region }: CaptionRemovalJob): Promise<void> {
  // Loaded late: other work has no use for what reads videos.
  const { removeCaptions } = await import('./caption-removal/remove-captions.ts');
  const video = await readInput(order, renderFiles.source);
  await removeCaptions({ ...commonOptions(order), video, region });
}

/** What is the same for every kind of work. */
function commonOptions(order: RenderOrder) {
  return {
    area: order.area,
    codecs: order.ffmpegPath
      ? createFfmpegCodecs(order.ffmpegPath)
      : createProgramCodecs(CODEC_PROGRAM),
    file: join(order.directory, renderFiles.video),
    onProgress: (framesDone: number, framesTotal: number) =>
      void send({ type: 'progress', framesDone, framesTotal }),
  };
}

function readInput(order: RenderOrder, name: string): Promise<Uint8Array> {
  return readFile(join(order.directory, name));
}

function failureMessage(error: unknown): ChildMessage {
  if (error instanceof RenderFailedError) {
    return { type: 'refused', code: error.code, message: error.message };
  }
  return {
    type: 'faulted',
    message: error instanceof Error ? (error.stack ?? error.message) : `${error}`,
  };
}

function send(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send || !process.connected) return resolve();
    process.send(message, () => resolve());
  });
}

/** The parent is gone: leaves no file and takes ffmpeg along, which is in this process's group. */
function abandon(order: RenderOrder): void {
  rmSync(order.directory, { recursive: true, force: true });
  process.kill(-process.pid, 'SIGKILL');
}

main();
