import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { renderTalkingPhoto } from '../../../../../functions/rendering/talking-photo/render-talking-photo.ts';
import { FFMPEG, voice, wav } from '../audio/sounds.ts';
import { AREA, astronaut, clip, readFrames, rocket, speech } from './clips.ts';

const WIDTH = 320;
/** Where the astronaut's lips are in the frame, where all is that her jaw may move, and two places that should keep still. */
const LIPS = { left: 130, top: 86, width: 20, height: 14 };
const MOUTH = { left: 124, top: 74, width: 46, height: 36 };
const EYES = { left: 120, top: 44, width: 46, height: 18 };
const SUIT = { left: 80, top: 210, width: 60, height: 60 };

type Part = typeof MOUTH;

/** The mean change of luma between two frames in a part of them. */
function change(one: Uint8Array | undefined, other: Uint8Array | undefined, part: Part): number {
  let sum = 0;
  for (let y = part.top; y < part.top + part.height; y++) {
    for (let x = part.left; x < part.left + part.width; x++) {
      sum += Math.abs((one?.[y * WIDTH + x] ?? 0) - (other?.[y * WIDTH + x] ?? 0));
    }
  }
  return sum / (part.width * part.height);
}

/** How many pixels of a part are as dark as an open mouth. */
function darkPixels(frame: Uint8Array | undefined, part: Part): number {
  let count = 0;
  for (let y = part.top; y < part.top + part.height; y++) {
    for (let x = part.left; x < part.left + part.width; x++) {
      if ((frame?.[y * WIDTH + x] ?? 0) < 60) count++;
    }
  }
  return count;
}

function hash(frames: Iterable<Uint8Array>): string {
  const sum = createHash('sha256');
  for (const frame of readFrames(frames).slice(0, 20)) sum.update(frame);
  return sum.digest('hex');
}

describe('a talking photo', { timeout: 20_000 }, () => {
  it('moves its mouth where someone speaks, and hardly anything else', async () => {
    const { frames, count, frame, speaks } = await clip();
    expect({ speaks, count, frame }).toEqual({
      speaks: true,
      count: 54,
      frame: { width: 320, height: 320 },
    });
    const late = await clip({ audio: wav(voice(1.8, [[1.2, 1.7]])) });
    const speaking = readFrames(frames);
    const waiting = readFrames(late.frames);
    expect(speaking).toHaveLength(54);
    const word = 11;
    const pause = 28;
    expect(change(speaking[word], waiting[word], MOUTH)).toBeGreaterThan(5);
    expect(darkPixels(speaking[word], LIPS)).toBeGreaterThan(darkPixels(waiting[word], LIPS) + 30);
    const nod = change(speaking[word], waiting[word], EYES);
    expect(change(speaking[word], waiting[word], LIPS)).toBeGreaterThan(3 * nod);
    expect(change(speaking[word], waiting[word], SUIT)).toBe(0);
    expect(change(speaking[pause], waiting[pause], MOUTH)).toBeLessThan(1);
    expect(change(waiting[word], waiting[word + 1], MOUTH)).toBeLessThan(1);
  });

  it('is the same, frame by frame, for the same files and words', async () => {
    const [first, again, other] = [await clip(), await clip(), await clip({ variant: 1 })];
    const known = hash(first.frames);
    expect(hash(again.frames)).toBe(known);
    expect(hash(other.frames)).not.toBe(known);
  });

  it('finds the face of a photo that lies on its side until its orientation is read', async () => {
    const turned = await sharp(astronaut).rotate(270).withMetadata({ orientation: 6 }).toBuffer();
    expect((await clip({ image: turned })).speaks).toBe(true);
  });

  it('is an MP4 with the sound in it, as long as the sound', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'reelhook-test-'));
    try {
      const file = join(directory, 'video.mp4');
      const progress: number[] = [];
      await renderTalkingPhoto({
        image: astronaut,
        audio: speech,
        prompt: '',
        negativePrompt: '',
        seconds: 3,
        variant: 0,
        area: AREA,
        ffmpegPath: FFMPEG,
        file,
        onProgress: (done, total) => progress.push(done / total),
      });
      expect(progress.at(-1)).toBe(1);
      expect(existsSync(`${file}.pcm`)).toBe(false);
      using input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
      const video = await input.getPrimaryVideoTrack();
      const audio = await input.getPrimaryAudioTrack();
      expect(await video?.getCodecParameterString()).toMatch(/^avc1\.6400/);
      expect(await audio?.getCodecParameterString()).toBe('mp4a.40.2');
      expect(Math.abs(((await video?.computeDuration()) ?? 0) - 1.8)).toBeLessThan(0.04);
      expect(Math.abs(((await audio?.computeDuration()) ?? 0) - 1.8)).toBeLessThan(0.05);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe('a photo that can not talk', { timeout: 20_000 }, () => {
  it('moves as any other, with the sound, where there is no face', async () => {
    const { speaks, sound, count } = await clip({ image: rocket });
    expect({ speaks, count, hasSound: sound !== undefined }).toEqual({
      speaks: false,
      count: 54,
      hasSound: true,
    });
  });

  it('moves as any other where the face is too small to be seen moving', async () => {
    const far = sharp(astronaut)
      .resize(160)
      .extend({ right: 480, bottom: 480, background: 'gray' });
    expect((await clip({ image: await far.jpeg().toBuffer() })).speaks).toBe(false);
  });

  it('moves as any other, for the seconds asked for, where there is nothing to say', async () => {
    const { speaks, sound, count } = await clip({ audio: undefined, seconds: 2 });
    expect({ speaks, sound, count }).toEqual({ speaks: false, sound: undefined, count: 60 });
  });

  it.each([
    ['silent', wav(voice(1, [])), 'audio_silent', 'The audio is silent; send a voice.'],
    [
      'longer than a minute',
      wav(voice(61, [[0, 1]])),
      'audio_too_long',
      'The audio is longer than 60 seconds; cut it.',
    ],
  ])('is refused where the audio is %s', async (_, audio, code, message) => {
    await expect(clip({ audio })).rejects.toMatchObject({ code, message });
  });
});
