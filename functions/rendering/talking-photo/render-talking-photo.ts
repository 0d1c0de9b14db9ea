import { rm, writeFile } from 'node:fs/promises';
import { audioFailed } from '../audio/audio-failed.ts';
import { decodeAudio } from '../audio/decode-audio.ts';
import { getSeconds, type Pcm } from '../audio/pcm.ts';
import type { Codecs, RawSound } from '../codecs/codecs.ts';
import type { FilmOutput } from '../film-output.ts';
import { encodeFilm, type FilmFacts } from '../highlights/encode-film.ts';
import { type DecodedPicture, decodePicture } from '../photo/decode-picture.ts';
import { openPicture } from '../photo/open-picture.ts';
import { outputSize } from '../photo/output-size.ts';
import { planFilm, planMoves, planQuietMoves, renderFrames } from '../photo/render-frames.ts';
import type { Size } from '../size.ts';
import { MAXIMUM_AUDIO_SECONDS } from './audio-limit.ts';
import { loadFaceFinder } from './face-finder.ts';
import { findFace } from './find-face.ts';
import { headMotion } from './head-motion.ts';
import { type Mouth, measureMouth } from './mouth.ts';
import { isSilent, mouthMovement } from './mouth-movement.ts';
import { talkingFrames } from './talking-frames.ts';
import { cutBelowTeeth } from './teeth-edge.ts';

const FRAMES_PER_SECOND = 30;
/** From the forehead to the chin, in pixels of the clip: below it the lips part by less than three. */
const SMALLEST_FACE = 40;

export interface TalkingPhotoInput extends FilmOutput {
  /** The photo, as downloaded. */
  readonly image: Uint8Array;
  /** What the face says, as downloaded; without it the photo moves as any other. */
  readonly audio: Uint8Array | undefined;
  readonly prompt: string;
  readonly negativePrompt: string;
  /** The clip's length where there is no audio. */
  readonly seconds: number;
  /** 0 to 7. */
  readonly variant: number;
  /** Pixels of a frame. Optional; defaults to the 720p class. */
  readonly area: number | undefined;
}

/** A clip that is ready to be encoded. */
export interface TalkingClip {
  readonly frame: Size;
  /** Frames in all, and the frames, each drawn into the same array. */
  readonly count: number;
  readonly frames: Iterable<Uint8Array>;
  readonly sound: Pcm | undefined;
  /** Whether a face was found that speaks. */
  readonly speaks: boolean;
}

/** Makes the clip. @throws RenderFailedError when the picture or the audio can't be used. */
export async function renderTalkingPhoto(input: TalkingPhotoInput): Promise<FilmFacts> {
  const clip = await prepareTalkingPhoto(input);
  return withRawSound(input.file, clip.sound, (sound) =>
    encodeFilm(input.codecs, {
      frame: clip.frame,
      count: clip.count,
      highlights: input.highlights,
      framesPerSecond: FRAMES_PER_SECOND,
      frames: clip.frames,
      sound,
      file: input.file,
      onFrame: (framesDone) => input.onProgress(framesDone, clip.count),
    }),
  );
}

/** Reads the files and plans the frames; the same input gives the same frames. @throws RenderFailedError */
export async function prepareTalkingPhoto(
  input: Omit<TalkingPhotoInput, 'file' | 'highlights' | 'onProgress'>,
): Promise<TalkingClip> {
  const sound = input.audio && (await decodeVoice(input.audio, input.codecs));
  const seconds = sound ? getSeconds(sound) : input.seconds;
  const count = Math.ceil(seconds * FRAMES_PER_SECOND);
  const opened = await openPicture(input.image, 'image');
  const frame = outputSize(opened.size, input.area);
  const picture = await decodePicture(opened, frame);
  const mouth = sound && (await findMouth(picture, frame));
  const { prompt, negativePrompt, variant } = input;
  const wish = { prompt, negativePrompt, variant };
  const filmInput = { variant, seconds, pictures: [picture], frame, frames: count };
  if (!mouth) {
    const frames = renderFrames(planFilm({ ...filmInput, moves: planMoves(wish) }));
    return { frame, count, frames, sound, speaks: false };
  }
  const movement = mouthMovement(sound, FRAMES_PER_SECOND, count);
  const frames = talkingFrames({
    film: planFilm({ ...filmInput, moves: planQuietMoves(wish) }),
    mouth,
    expressionAt: headMotion(mouth, movement, FRAMES_PER_SECOND, variant),
  });
  return { frame, count, frames, sound, speaks: true };
}

async function decodeVoice(bytes: Uint8Array, codecs: Codecs): Promise<Pcm> {
  const sound = await decodeAudio({ bytes, codecs, maximumSeconds: MAXIMUM_AUDIO_SECONDS });
  if (isSilent(sound)) throw audioFailed('silent', 'is silent; send a voice.');
  return sound;
}

/** The mouth of the largest face; undefined if there is none, or if it is too small for anyone to see it move. */
async function findMouth({ planes }: DecodedPicture, frame: Size): Promise<Mouth | undefined> {
  const face = await findFace(planes, await loadFaceFinder());
  const mouth = face && measureMouth(face);
  if (!mouth) return undefined;
  const pixels = (mouth.faceHeight / planes.height) * frame.height;
  if (pixels < SMALLEST_FACE) return undefined;
  return mouth.showsTeeth ? cutBelowTeeth(mouth, planes) : mouth;
}

async function withRawSound<Result>(
  video: string,
  sound: Pcm | undefined,
  encode: (sound: RawSound | undefined) => Promise<Result>,
): Promise<Result> {
  if (!sound) return encode(undefined);
  const file = `${video}.pcm`;
  try {
    await writeFile(file, sound.samples);
    return await encode({ file, sampleRate: sound.sampleRate, channels: sound.channels });
  } finally {
    await rm(file, { force: true });
  }
}
