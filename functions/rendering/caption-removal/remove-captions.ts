import { rm } from 'node:fs/promises';
import type { WantedFrames } from '../codecs/wanted-frames.ts';
import type { FilmOutput } from '../film-output.ts';
import { encodeFilm, type FilmFacts } from '../highlights/encode-film.ts';
import { RenderFailedError } from '../render-failed-error.ts';
import { decodeVideo } from '../video/decode-video.ts';
import { readVideo, type SourceVideo } from '../video/read-video.ts';
import { checkAudio, writeVideo } from '../video/write-video.ts';
import { createArea, frameArea, getWindow, type Region, widen } from './area.ts';
import { type Cover, coverCaptions } from './cover-captions.ts';
import { fillFrames } from './fill-frames.ts';
import { findCaptions } from './find-captions.ts';
import { watchStrokes } from './watch-strokes.ts';

export interface CaptionRemoval extends FilmOutput {
  /** The file as it was downloaded: MP4, MOV, WebM or MKV. */
  readonly video: Uint8Array;
  /** Where the captions are. Optional; by default they are searched for. */
  readonly region: Region | undefined;
}

/** Looking for captions is about this part of the work of removing them. */
const WATCHING = 0.4;

/**
 * Makes the same video without its captions: as large, as long, with the same times and the same sound.
 * @throws RenderFailedError when the video can't be read (`video_...`) or no captions are found (`no_captions_found`).
 */
export async function removeCaptions(removal: CaptionRemoval): Promise<FilmFacts> {
  const video = await readVideo(removal.video, removal.codecs);
  if (video.audio) await checkAudio(video.audio);
  const cover = await findCover(removal, video);
  const encoded = { file: `${removal.file}.pictures`, framesPerSecond: getFrameRate(video) };
  const total = video.times.length;
  try {
    const facts = await encodeFilm(removal.codecs, {
      ...encoded,
      frame: video.size,
      count: total,
      rotation: video.rotation,
      flip: video.flip,
      highlights: removal.highlights,
      frames: fillFrames({
        size: video.size,
        cover,
        rate: encoded.framesPerSecond,
        ahead: decodeVideo(removal.codecs, video, { every: 1, window: getWindow(cover.area) }),
        frames: decodeVideo(removal.codecs, video),
      }),
      colour: video.colour,
      sampleAspect: video.sampleAspect,
      onFrame: (done) => removal.onProgress(progress(WATCHING, done, total), total),
    });
    await writeVideo(video, encoded, removal.file);
    return { ...facts, seconds: video.seconds };
  } finally {
    await rm(encoded.file, { force: true });
  }
}

async function findCover(removal: CaptionRemoval, video: SourceVideo): Promise<Cover> {
  const { size: frame, seconds } = video;
  const whole = frameArea(frame);
  const area = removal.region ? createArea(removal.region, frame) : whole;
  const rate = getFrameRate(video);
  const read = (wanted: WantedFrames) => decodeVideo(removal.codecs, video, wanted);
  const total = video.times.length;
  const onFrame = (done: number) =>
    removal.onProgress(Math.floor(WATCHING * Math.min(done, total)), total);
  const watched = await watchStrokes(read, { frame, area, rate, onFrame });
  const boxes = removal.region
    ? [area]
    : findCaptions(watched, frame, { rate, seconds }).map((box) =>
        widen(box, Math.round(box.rows / 4), whole),
      );
  const cover = boxes.length > 0 && coverCaptions(watched, { frame, boxes });
  if (!cover) throw noCaptions(removal.region !== undefined);
  return cover;
}

function noCaptions(inRegion: boolean): RenderFailedError {
  const sentence = inRegion
    ? 'No captions were found in the region that was given. They have to be bright, outlined or coloured text.'
    : 'No captions were found in the video. If it has some, say in `region` where they are.';
  return new RenderFailedError('no_captions_found', sentence);
}

/** Frames a second, in the mean. */
function getFrameRate({ times, seconds }: SourceVideo): number {
  return seconds > 0 ? times.length / seconds : 30;
}

function progress(before: number, done: number, total: number): number {
  return Math.floor(before * total + (1 - before) * done);
}
