import type { FilmOutput } from '../film-output.ts';
import { encodeFilm, type FilmFacts } from '../highlights/encode-film.ts';
import type { CameraMoves } from './camera-moves.ts';
import { decodePicture, type SweepDirection } from './decode-picture.ts';
import { findHead } from './find-head.ts';
import { goesForward } from './keep-head.ts';
import { openPicture } from './open-picture.ts';
import { outputSize } from './output-size.ts';
import { planFilm, planMoves, renderFrames } from './render-frames.ts';

const FRAMES_PER_SECOND = 30;

export interface ClipInput extends FilmOutput {
  /** The photo, as downloaded. */
  readonly image: Uint8Array;
  /** The last frame, where there is one. */
  readonly endImage: Uint8Array | undefined;
  /** Width by height, to which the photo is cropped; undefined for its own. */
  readonly aspect: number | undefined;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly seconds: number;
  /** 0 to 7: another camera path each. */
  readonly variant: number;
  /** Pixels of a frame. Optional; defaults to the 720p class. */
  readonly area: number | undefined;
}

/** Makes the clip of a photo. @throws RenderFailedError when a picture can't be used. */
export async function renderClip(clip: ClipInput): Promise<FilmFacts> {
  const image = await openPicture(clip.image, 'image');
  const endImage = clip.endImage && (await openPicture(clip.endImage, 'end_image'));
  const shape = clip.aspect === undefined ? image.size : { width: clip.aspect, height: 1 };
  const frame = outputSize(shape, clip.area);
  const moves = planMoves(clip);
  const sweep = endImage ? undefined : getSweep(moves);
  const pictures = [await decodePicture(image, frame, sweep)];
  if (endImage) pictures.push(await decodePicture(endImage, frame));
  const head = pictures[0] && goesForward(moves) ? await findHead(pictures[0]) : undefined;
  const frames = Math.round(clip.seconds * FRAMES_PER_SECOND);
  const film = planFilm({ ...clip, moves, head, pictures, frame, frames });
  return encodeFilm(clip.codecs, {
    frame,
    count: frames,
    highlights: clip.highlights,
    framesPerSecond: FRAMES_PER_SECOND,
    frames: renderFrames(film),
    file: clip.file,
    onFrame: (framesDone) => clip.onProgress(framesDone, frames),
  });
}

/** A turn of the camera travels all of a panorama. */
function getSweep({ pan, tilt }: CameraMoves): SweepDirection | undefined {
  if (pan === 0 && tilt === 0) return undefined;
  return Math.abs(pan) >= Math.abs(tilt) ? 'across' : 'down';
}
