import installer from '@ffmpeg-installer/ffmpeg';
import { describe, expect, it, vi } from 'vitest';
import { createFfmpegCodecs } from '../../../../../functions/rendering/codecs/ffmpeg-codecs.ts';
import { cutWindow } from '../../../../../functions/rendering/codecs/wanted-frames.ts';
import { RenderFailedError } from '../../../../../functions/rendering/render-failed-error.ts';
import { decodeVideo } from '../../../../../functions/rendering/video/decode-video.ts';
import { readVideo } from '../../../../../functions/rendering/video/read-video.ts';
import { codecs } from '../codecs.ts';
import { processesOf } from '../processes.ts';
import { aacOf, coded, greys, mp4Of, RATE, remuxed } from './clips.ts';

const SIZE = { width: 64, height: 36 };
const LEVELS = Array.from({ length: 20 }, (_, frame) => 40 + 8 * frame);
const BT_601_FULL = { primaries: 6, transfer: 6, matrix: 6, fullRange: true };

function raw({ width, height } = SIZE): readonly string[] {
  return ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-i', 'pipe:0'];
}

async function getLuma(video: Uint8Array<ArrayBuffer>): Promise<number[]> {
  const means: number[] = [];
  const source = await readVideo(video, codecs);
  const pixels = source.size.width * source.size.height;
  for await (const frame of decodeVideo(codecs, source)) {
    means.push(frame.subarray(0, pixels).reduce((sum, value) => sum + value, 0) / pixels);
  }
  return means;
}

/** The packet of H.264 behind an SEI unit that has start codes and then units of another picture in it. */
function withStartCodes(data: Uint8Array, hidden: Uint8Array): Uint8Array {
  const other: number[] = [];
  for (let at = 0; at < hidden.length; ) {
    const length = Buffer.from(hidden).readUInt32BE(at);
    other.push(0, 0, 0, 1, ...hidden.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const payload = [5, 0xff, 0xff, ...other];
  const size = Buffer.alloc(4);
  size.writeUInt32BE(payload.length + 1);
  return Buffer.concat([size, Buffer.from([6, ...payload]), data]);
}

async function createFailure(bytes: Uint8Array<ArrayBuffer>): Promise<RenderFailedError> {
  try {
    for await (const _ of decodeVideo(codecs, await readVideo(bytes, codecs)));
  } catch (error) {
    if (error instanceof RenderFailedError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('a video that is read', () => {
  it('gives its frames in the order in which they are shown, though they are coded in another', async () => {
    const video = await mp4Of(SIZE, greys(SIZE, LEVELS));
    const source = await readVideo(video, codecs);
    expect(source.size).toEqual(SIZE);
    expect(source.seconds).toBeCloseTo(LEVELS.length / RATE, 3);
    const means = await getLuma(video);
    expect(means).toHaveLength(LEVELS.length);
    for (const [frame, level] of LEVELS.entries()) {
      expect(Math.abs((means[frame] as number) - level)).toBeLessThan(2);
    }
  });

  it('shows nothing of what an SEI unit hides behind start codes', async () => {
    const { coded: bright } = await readVideo(await mp4Of(SIZE, greys(SIZE, [235])), codecs);
    const hidden: Uint8Array[] = [];
    for await (const { data } of bright.packets()) hidden.push(data);
    const source = await readVideo(await mp4Of(SIZE, greys(SIZE, LEVELS)), codecs);
    const packets = async function* () {
      for await (const packet of source.coded.packets()) {
        yield { ...packet, data: withStartCodes(packet.data, hidden[0] as Uint8Array) };
      }
    };
    let frame = 0;
    const smuggled = { ...source, coded: { ...source.coded, packets } };
    for await (const picture of decodeVideo(codecs, smuggled)) {
      expect(Math.abs((picture[0] as number) - (LEVELS[frame] as number))).toBeLessThan(4);
      frame += 1;
    }
    expect(frame).toBe(LEVELS.length);
  });

  it('gives of its frames what is wanted, as if it had been cut out of all of them', async () => {
    const shaded = function* () {
      for (const level of LEVELS) {
        const frame = new Uint8Array((SIZE.width * SIZE.height * 3) / 2);
        yield frame.map((_, at) => level + (at % 7) + ((at / SIZE.width) & 31));
      }
    };
    const source = await readVideo(await mp4Of(SIZE, shaded()), codecs);
    const window = { left: 6, top: 10, width: 20, height: 8 };
    const expected: Uint8Array[] = [];
    for await (const frame of decodeVideo(codecs, source)) {
      expected.push(cutWindow(frame, SIZE, window));
    }
    for (const of of [codecs, createFfmpegCodecs(installer.path)]) {
      const frames: Uint8Array[] = [];
      for await (const frame of decodeVideo(of, source, { every: 3, window })) frames.push(frame);
      const wanted = expected.filter((_, at) => at % 3 === 0);
      expect(frames.map((frame) => [...frame])).toEqual(wanted.map((frame) => [...frame]));
    }
  });

  it('says what its samples mean, and keeps full range full', async () => {
    const video = await mp4Of(SIZE, greys(SIZE, [0, 128, 255, 255, 0]), BT_601_FULL);
    expect((await readVideo(video, codecs)).colour).toEqual(BT_601_FULL);
    expect(Math.max(...(await getLuma(video)))).toBeGreaterThan(250);
  });

  it('says when each frame is shown, and how the frames are turned', async () => {
    const times = LEVELS.map((_, frame) => ({
      timestamp: frame * 0.1 + (frame % 3) * 0.02,
      duration: 0.05,
    }));
    const video = await remuxed(await mp4Of(SIZE, greys(SIZE, LEVELS)), { times, rotation: 90 });
    const source = await readVideo(video, codecs);
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

  it('a codec that is not read, by its name', async () => {
    const frames = Buffer.concat([...greys(SIZE, LEVELS.slice(0, 3))]);
    const failure = await createFailure(
      await coded('mov', [...raw(), '-c:v', 'prores_ks'], frames),
    );
    expect(failure.code).toBe('video_unsupported');
    expect(failure.message).toMatch(/^The video is coded .* Send H.264, HEVC, VP8, VP9 or AV1/);
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

it('leaves no decoder behind once it was opened', async () => {
  await readVideo(await mp4Of(SIZE, greys(SIZE, LEVELS)), codecs);
  const decoders = () => processesOf('"task":"decode-video"');
  await vi.waitFor(() => expect(decoders()).not.toContain(process.pid), 5000);
});
