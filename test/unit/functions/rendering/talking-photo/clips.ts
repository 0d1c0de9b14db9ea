import { readFile } from 'node:fs/promises';
import {
  prepareTalkingPhoto,
  type TalkingPhotoInput,
} from '../../../../../functions/rendering/talking-photo/render-talking-photo.ts';
import { FFMPEG, voice, wav } from '../audio/sounds.ts';

const samples = new URL('../../../../../docs/samples/', import.meta.url);
export const astronaut = await readFile(new URL('astronaut.jpg', samples));
export const rocket = await readFile(new URL('rocket.jpg', samples));
export const AREA = 320 * 320;

/** A word, a pause of six tenths, a word. */
export const speech = wav(
  voice(1.8, [
    [0.1, 0.6],
    [1.2, 1.7],
  ]),
);

/** The astronaut, speaking in a clip of 320 by 320. */
export function clip(changes: Partial<TalkingPhotoInput> = {}) {
  return prepareTalkingPhoto({
    image: astronaut,
    audio: speech,
    prompt: '',
    negativePrompt: '',
    seconds: 3,
    variant: 0,
    area: AREA,
    ffmpegPath: FFMPEG,
    ...changes,
  });
}

/** The frames, each kept. */
export function readFrames(frames: Iterable<Uint8Array>): Uint8Array[] {
  return Array.from(frames, (frame) => Uint8Array.from(frame));
}
