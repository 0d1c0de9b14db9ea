import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Region } from '../../../../../functions/rendering/caption-removal/area.ts';
import { removeCaptions } from '../../../../../functions/rendering/caption-removal/remove-captions.ts';
import { decodeVideo } from '../../../../../functions/rendering/video/decode-video.ts';
import { readVideo } from '../../../../../functions/rendering/video/read-video.ts';
import {
  aacOf,
  coded,
  ffmpegPath,
  inFolder,
  mp4Of,
  opened,
  RATE,
  readPackets,
  remuxed,
  tone,
} from '../video/clips.ts';
import { landscape, quality, readFrames, type Scene } from './captioned-frames.ts';

const frame = { width: 320, height: 180 };
/** A machine that is busy with other things takes long. */
const TIMEOUT = 30_000;
const still: Scene = { frame, frames: 30, background: landscape };
const pan: Scene = { ...still, background: (x, y, at) => landscape(x + 2 * at, y) };
const captions = [
  { text: 'THE CAT', from: 5, to: 16 },
  { text: 'SAT ON A HAT', from: 16, to: 26 },
];

function removed(video: Uint8Array, region?: Region) {
  return inFolder(async (folder) => {
    const file = join(folder, 'video.mp4');
    let last: readonly number[] = [];
    const onProgress = (...progress: number[]) => {
      last = progress;
    };
    await removeCaptions({ video, region, ffmpegPath, file, onProgress });
    return { video: new Uint8Array(await readFile(file)), last };
  });
}

async function pictures(video: Uint8Array): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for await (const picture of decodeVideo(ffmpegPath, await readVideo(video))) frames.push(picture);
  return frames;
}

describe('removeCaptions', { timeout: TIMEOUT }, () => {
  it.each([
    ['a camera that stands still', still],
    ['a camera that pans', pan],
  ])('finds captions before %s and shows what is behind them', async (_, scene) => {
    const result = await removed(await mp4Of(frame, readFrames({ ...scene, captions })));
    const clean = [...readFrames(scene)];
    const before = quality([...readFrames({ ...scene, captions })], clean, frame);
    expect(quality(await pictures(result.video), clean, frame)).toBeGreaterThan(before + 14);
    expect(result.last).toEqual([scene.frames, scene.frames]);
  });

  it('keeps sound bit by bit, each frame its time, and how the picture is turned', async () => {
    const times = Array.from({ length: pan.frames }, (_, at) => ({
      timestamp: at / RATE + (at % 3) * 0.01,
      duration: 1 / RATE,
    }));
    const video = await remuxed(await mp4Of(frame, readFrames({ ...pan, captions })), {
      times,
      rotation: 90,
      audio: await aacOf(2),
    });
    const result = await removed(video, { x: 0, y: 0.7, width: 1, height: 0.3 });
    expect(await readPackets(result.video, 'audio')).toEqual(await readPackets(video, 'audio'));
    const shown = async (of: Uint8Array) =>
      (await readVideo(of)).times.map(({ timestamp }) => timestamp);
    expect(await shown(result.video)).toEqual(await shown(video));
    const [source, target] = [opened(video), opened(result.video)];
    expect(await target.computeDuration()).toBeCloseTo(await source.computeDuration(), 3);
    const track = await target.getPrimaryVideoTrack();
    expect(await track?.getRotation()).toBe(90);
    expect(await track?.getCodecParameterString()).toMatch(/^avc1\.64/);
    const text = Buffer.from(result.video).toString('latin1');
    expect(text.indexOf('moov')).toBeLessThan(text.indexOf('mdat'));
  });

  it.each([
    ['without captions', still, undefined],
    ['without captions where they were said to be', pan, { x: 0, y: 0.7, width: 1, height: 0.3 }],
  ])('refuses a video %s, rather than blur something else', async (_, scene, region) => {
    const video = await mp4Of(frame, readFrames(scene));
    await expect(removed(video, region)).rejects.toMatchObject({ code: 'no_captions_found' });
  });

  it('refuses sound that an MP4 could not carry as it is', async () => {
    const pcm = ['-f', 's16le', '-ar', '48000', '-ac', '1', '-i', 'pipe:0'];
    const picture = ['-f', 'lavfi', '-i', 'color=s=64x64:d=1:r=5'];
    const video = await coded(
      'mov',
      [...pcm, ...picture, '-c:a', 'pcm_s16le', '-c:v', 'libx264'],
      tone(1),
    );
    const refusal = {
      code: 'video_sound_unsupported',
      message: expect.stringContaining('send AAC or MP3'),
    };
    await expect(removed(video)).rejects.toMatchObject(refusal);
  });
});
