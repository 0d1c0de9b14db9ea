import { describe, expect, it } from 'vitest';
import { RenderFailedError } from '../../../../../functions/rendering/render-failed-error.ts';
import { decodeVideo } from '../../../../../functions/rendering/video/decode-video.ts';
import { readVideo } from '../../../../../functions/rendering/video/read-video.ts';
import { aacOf, coded, ffmpegPath, greys, mp4Of, RATE, remuxed } from './clips.ts';

const SIZE = { width: 64, height: 36 };
const LEVELS = Array.from({ length: 20 }, (_, frame) => 40 + 8 * frame);
const BT_601_FULL = { primaries: 6, transfer: 6, matrix: 6, fullRange: true };

function raw({ width, height } = SIZE): readonly string[] {
  return ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-i', 'pipe:0'];
}

async function getLuma(video: Uint8Array<ArrayBuffer>): Promise<number[]> {
  const means: number[] = [];
  const source = await readVideo(video);
  const pixels = source.frame.width * source.frame.height;
  for await (const frame of decodeVideo(ffmpegPath, source)) {
    means.push(frame.subarray(0, pixels).reduce((sum, value) => sum + value, 0) / pixels);
  }
  return means;
}

async function createFailure(bytes: Uint8Array<ArrayBuffer>): Promise<RenderFailedError> {
  try {
    for await (const _ of decodeVideo(ffmpegPath, await readVideo(bytes)));
  } catch (error) {
    if (error instanceof RenderFailedError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('a video that is read', () => {
  it('gives its frames in the order in which they are shown, though they are coded in another', async () => {
    const video = await mp4Of(SIZE, greys(SIZE, LEVELS));
    const source = await readVideo(video);
    expect(source.frame).toEqual(SIZE);
    expect(source.seconds).toBeCloseTo(LEVELS.length / RATE, 3);
    const means = await getLuma(video);
    expect(means).toHaveLength(LEVELS.length);
    for (const [frame, level] of LEVELS.entries()) {
      expect(Math.abs((means[frame] as number) - level)).toBeLessThan(2);
    }
  });

  it('says what its samples mean, and keeps full range full', async () => {
    const video = await mp4Of(SIZE, greys(SIZE, [0, 128, 255, 255, 0]), BT_601_FULL);
    expect((await readVideo(video)).colour).toEqual(BT_601_FULL);
    expect(Math.max(...(await getLuma(video)))).toBeGreaterThan(250);
  });

  it('says when each frame is shown, and how the frames are turned', async () => {
    const times = LEVELS.map((_, frame) => ({
      timestamp: frame * 0.1 + (frame % 3) * 0.02,
      duration: 0.05,
    }));
    const video = await remuxed(await mp4Of(SIZE, greys(SIZE, LEVELS)), { times, rotation: 90 });
    const source = await readVideo(video);
    for (const [frame, time] of times.entries()) {
      expect(source.times[frame]?.timestamp).toBeCloseTo(time.timestamp, 3);
    }
    expect(source.transformation.slice(0, 2).map(Math.round)).not.toEqual([1, 0]);
  });
});

describe('a video that is refused', () => {
  it.each([
    [
      'garbage',
      Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) >> 3),
      'video_not_a_video',
    ],
    ['an empty file', new Uint8Array(0), 'video_not_a_video'],
  ])('%s', async (_, bytes, code) => {
    expect((await createFailure(bytes)).code).toBe(code);
  });

  it('sound alone', async () => {
    const failure = await createFailure(await aacOf(1));
    expect(failure.code).toBe('video_not_a_video');
    expect(failure.message).toContain('only sound');
  });

  it.each([
    ['HEVC', 'mp4', ['-c:v', 'libx265', '-x265-params', 'log-level=none']],
    ['VP9', 'webm', ['-c:v', 'libvpx-vp9']],
  ])('%s, and what would be right', async (name, extension, options) => {
    const frames = Buffer.concat([...greys(SIZE, LEVELS.slice(0, 3))]);
    const failure = await createFailure(await coded(extension, [...raw(), ...options], frames));
    expect(failure.code).toBe('video_unsupported');
    expect(failure.message).toBe(
      `The video is coded as ${name}. Send H.264 (AVC), 8 bits, 4:2:0, in MP4, MOV, WebM or MKV.`,
    );
  });

  it('H.264 with finer colour than 4:2:0', async () => {
    const frames = Buffer.concat([...greys(SIZE, LEVELS.slice(0, 3))]);
    const options = [...raw(), '-c:v', 'libx264', '-pix_fmt', 'yuv444p'];
    expect((await createFailure(await coded('mp4', options, frames))).code).toBe(
      'video_unsupported',
    );
  });

  it('one that is larger than can be worked on', async () => {
    const large = { width: 2560, height: 1440 };
    const failure = await createFailure(await mp4Of(large, greys(large, [90])));
    expect(failure.code).toBe('video_too_large');
    expect(failure.message).toContain('2560x1440');
  });

  it('one that is longer', async () => {
    const times = LEVELS.map((_, frame) => ({ timestamp: frame * 4, duration: 4 }));
    const video = await remuxed(await mp4Of(SIZE, greys(SIZE, LEVELS)), { times });
    expect((await createFailure(video)).code).toBe('video_too_long');
  });

  it('one whose pictures are damaged, without ending in another way', async () => {
    const video = await mp4Of(SIZE, greys(SIZE, LEVELS));
    const data = Buffer.from(video).indexOf('mdat') + 4;
    for (let at = data; at < video.length; at += 3) video[at] = (at * 31) & 255;
    expect((await createFailure(video)).code).toBe('video_damaged');
  });

  it('one that is cut short', async () => {
    const video = await mp4Of(SIZE, greys(SIZE, LEVELS));
    expect((await createFailure(video.slice(0, video.length - 600))).code).toBe('video_damaged');
  });
});
