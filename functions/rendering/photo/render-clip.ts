import { encodeVideo } from '../video/encode-video.ts';
import { decodePicture } from './decode-picture.ts';
import { openPicture } from './open-picture.ts';
import { outputSize } from './output-size.ts';
import { planFilm, renderFrames } from './render-frames.ts';

const FRAMES_PER_SECOND = 30;

export interface ClipInput {
  /** The photo, as downloaded. */
  readonly image: Uint8Array;
  /** The last frame, where there is one. */
  readonly endImage: Uint8Array | undefined;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly seconds: number;
  /** 0 to 7: another camera path each. */
  readonly variant: number;
  /** Pixels of a frame. Optional; defaults to the 720p class. */
  readonly area: number | undefined;
  readonly ffmpegPath: string;
  /** Where the MP4 is written. */
  readonly file: string;
  onProgress(framesDone: number, framesTotal: number): void;
}

/** Makes the clip of a photo. @throws RenderFailedError when a picture can't be used. */
export async function renderClip(clip: ClipInput): Promise<void> {
  const image = await openPicture(clip.image, 'image');
  const endImage = clip.endImage && (await openPicture(clip.endImage, 'end_image'));
  const frame = outputSize(image.size, clip.area);
  const pictures = [await decodePicture(image, frame)];
  if (endImage) pictures.push(await decodePicture(endImage, frame));
  const frames = Math.round(clip.seconds * FRAMES_PER_SECOND);
  const film = planFilm({ ...clip, pictures, frame, frames });
  await encodeVideo({
    ffmpegPath: clip.ffmpegPath,
    frame,
    framesPerSecond: FRAMES_PER_SECOND,
    frames: renderFrames(film),
    file: clip.file,
    onFrame: (framesDone) => clip.onProgress(framesDone, frames),
  });
}
