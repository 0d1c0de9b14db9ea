import { rm, writeFile } from 'node:fs/promises';
import { audioFailed } from '../audio/audio-failed.ts';
import { decodeAudio } from '../audio/decode-audio.ts';
import { type Pcm, secondsOf } from '../audio/pcm.ts';
import { decodePicture, frameSizeFor } from '../decode-picture.ts';
import { encodeVideo, type RawSound } from '../encode-video.ts';
import { planFilm, renderFrames } from '../render-frames.ts';
import { loadFaceFinder } from './face-finder.ts';
import { findFace } from './find-face.ts';
import { headMotion } from './head-motion.ts';
import { type Mouth, measureMouth } from './mouth.ts';
import { isSilent, mouthMovement } from './mouth-movement.ts';
import { talkingFrames } from './talking-frames.ts';

const FRAMES_PER_SECOND = 30;

/** The longest audio that is taken, in seconds. */
export const MAXIMUM_AUDIO_SECONDS = 60;

export interface TalkingPhotoInput {
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
  /** Pixels of a frame; the 720p class where it is left out. */
  readonly area: number | undefined;
  readonly ffmpegPath: string;
  /** Where the MP4 is written. */
  readonly file: string;
  onProgress(framesDone: number, framesTotal: number): void;
}

/** Makes the clip. @throws RenderFailedError when the picture or the audio can't be used. */
export async function renderTalkingPhoto(input: TalkingPhotoInput): Promise<void> {
  const sound = input.audio && (await decodeVoice(input.audio, input.ffmpegPath));
  const seconds = sound ? secondsOf(sound) : input.seconds;
  const frames = Math.ceil(seconds * FRAMES_PER_SECOND);
  const frame = await frameSizeFor(input.image, input.area);
  const picture = await decodePicture(input.image, frame, 'image');
  const mouth = sound && (await findMouth(picture.planes));
  const film = planFilm({ ...input, seconds, pictures: [picture], frame, frames });
  await withRawSound(input.file, sound, (rawSound) =>
    encodeVideo({
      ...input,
      frame,
      framesPerSecond: FRAMES_PER_SECOND,
      frames: mouth
        ? talkingFrames({
            film,
            mouth,
            expressionAt: headMotion(
              mouth,
              mouthMovement(sound, FRAMES_PER_SECOND, frames),
              FRAMES_PER_SECOND,
              input.variant,
            ),
          })
        : renderFrames(film),
      sound: rawSound,
      onFrame: (framesDone) => input.onProgress(framesDone, frames),
    }),
  );
}

async function decodeVoice(bytes: Uint8Array, ffmpegPath: string): Promise<Pcm> {
  const sound = await decodeAudio({ bytes, ffmpegPath, maximumSeconds: MAXIMUM_AUDIO_SECONDS });
  if (isSilent(sound)) throw audioFailed('silent', 'is silent; send a voice.');
  return sound;
}

async function findMouth(planes: Parameters<typeof findFace>[0]): Promise<Mouth | undefined> {
  const face = await findFace(planes, await loadFaceFinder());
  return face && measureMouth(face);
}

async function withRawSound(
  video: string,
  sound: Pcm | undefined,
  encode: (sound: RawSound | undefined) => Promise<void>,
): Promise<void> {
  if (!sound) return encode(undefined);
  const file = `${video}.pcm`;
  try {
    await writeFile(file, sound.samples);
    await encode({ file, sampleRate: sound.sampleRate, channels: sound.channels });
  } finally {
    await rm(file, { force: true });
  }
}
