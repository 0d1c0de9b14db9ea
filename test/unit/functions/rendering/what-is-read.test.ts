import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../../../../functions/rendering/audio/decode-audio.ts';
import { getSeconds, toMono } from '../../../../functions/rendering/audio/pcm.ts';
import { decodePicture } from '../../../../functions/rendering/photo/decode-picture.ts';
import { openPicture } from '../../../../functions/rendering/photo/open-picture.ts';
import { decodeVideo } from '../../../../functions/rendering/video/decode-video.ts';
import { readVideo } from '../../../../functions/rendering/video/read-video.ts';
import { expectGeneratedPage } from '../../../expect-generated-page.ts';
import { encoded, voice, wav } from './audio/sounds.ts';
import { codecs } from './codecs.ts';
import { heic } from './photo/heic.ts';
import { plain, scenery } from './photo/pictures.ts';
import { coded, greys, mp4Of } from './video/clips.ts';

type Making = () => Uint8Array | Promise<Uint8Array>;

const TIMEOUT = 30_000;
const speech = voice(1.5, [[0.5, 1]]);
const stereo = ['-ac', '2'];
const film = ['-f', 'lavfi', '-i', 'testsrc=d=1.5:s=64x64', '-map', '0:a', '-map', '1:v'];
const SIZE = { width: 64, height: 64 };
const LEVELS = Array.from({ length: 8 }, (_, frame) => 40 + 20 * frame);

const pictures: readonly [file: string, make: Making][] = [
  ['JPEG', () => scenery().jpeg().toBuffer()],
  ['grey JPEG', () => scenery().greyscale().jpeg().toBuffer()],
  ['JPEG in CMYK', () => scenery().toColourspace('cmyk').jpeg().toBuffer()],
  ['progressive JPEG', () => scenery().jpeg({ progressive: true }).toBuffer()],
  [
    'JPEG without its last two bytes',
    async () => (await scenery().jpeg().toBuffer()).subarray(0, -2),
  ],
  ['HEIC', () => heic(scenery())],
  ['PNG', () => scenery().png().toBuffer()],
  ['PNG of 16 bits', () => scenery().toColourspace('rgb16').png().toBuffer()],
  ['PNG with a palette', () => scenery().png({ palette: true, colours: 16 }).toBuffer()],
  ['grey PNG', () => scenery().greyscale().png().toBuffer()],
  ['WebP', () => scenery().webp().toBuffer()],
  ['lossless WebP', () => scenery().webp({ lossless: true, effort: 0 }).toBuffer()],
  ['AVIF', () => scenery().avif({ effort: 0 }).toBuffer()],
  ['GIF', () => scenery().gif().toBuffer()],
  ['animated GIF: its first frame with something in it', animation],
];

const sounds: readonly [file: string, make: Making, channels: number][] = [
  ['WAV', () => wav(speech), 1],
  [
    'WAV of 24 bits and two channels',
    () => encoded(speech, 'a.wav', '-c:a', 'pcm_s24le', ...stereo),
    2,
  ],
  ['WAV of six channels', () => encoded(speech, 'a.wav', '-ac', '6'), 1],
  ['WAV in the law of telephones', () => encoded(speech, 'a.wav', '-c:a', 'pcm_mulaw'), 1],
  ['MP3', () => encoded(speech, 'a.mp3'), 1],
  ['MP3 of two channels', () => encoded(speech, 'a.mp3', ...stereo), 2],
  ['M4A', () => encoded(speech, 'a.m4a'), 1],
  ['bare AAC stream', () => encoded(speech, 'a.aac'), 1],
  ['film in MP4', () => encoded(speech, 'a.mp4', ...film, '-c:a', 'aac', ...stereo), 2],
  ['Opus in Ogg', () => encoded(speech, 'a.opus'), 1],
  ['Vorbis in Ogg', () => encoded(speech, 'a.ogg', '-c:a', 'libvorbis'), 1],
  ['FLAC', () => encoded(speech, 'a.flac', ...stereo), 2],
  ['WebM as browsers record', () => encoded(speech, 'a.webm', '-c:a', 'libopus'), 1],
  [
    'film in WebM',
    () => encoded(speech, 'a.webm', ...film, '-c:v', 'libvpx', '-c:a', 'libvorbis'),
    1,
  ],
  ['AIFF', () => encoded(speech, 'a.aiff', ...stereo), 2],
  ['AIFF of 24 bits', () => encoded(speech, 'a.aiff', '-c:a', 'pcm_s24be'), 1],
  ['little-endian AIFF-C', () => encoded(speech, 'a.aiff', '-c:a', 'pcm_s16le'), 1],
  ['AIFF-C of floats', () => encoded(speech, 'a.aiff', '-c:a', 'pcm_f32be'), 1],
  ['CAF', () => encoded(speech, 'a.caf', ...stereo), 2],
  ['little-endian CAF', () => encoded(speech, 'a.caf', '-c:a', 'pcm_s16le'), 1],
  ['CAF in the law of telephones', () => encoded(speech, 'a.caf', '-c:a', 'pcm_alaw'), 1],
  ['WAV whose data have no length', () => withDataLength(wav(speech), 0), 1],
  ['WAV whose data have a placeholder', () => withDataLength(wav(speech), 0xffffffff), 1],
  ['film in MOV', () => encoded(speech, 'a.mov', ...film, '-c:a', 'pcm_s16le'), 1],
];

const videos: readonly [file: string, make: Making][] = [
  ['H.264 in MP4', () => mp4Of(SIZE, greys(SIZE, LEVELS))],
  ['H.264 in MOV', () => ffmpeg('mov', '-c:v', 'libx264')],
  ['H.264 in MKV', () => ffmpeg('mkv', '-c:v', 'libx264')],
  ['H.264 of 10 bits in MP4', () => ffmpeg('mp4', '-c:v', 'libx264', '-pix_fmt', 'yuv420p10le')],
  ['H.264 with finer colour in MP4', () => ffmpeg('mp4', '-c:v', 'libx264', '-pix_fmt', 'yuv444p')],
  ['HEVC in MP4', () => ffmpeg('mp4', '-c:v', 'libx265', ...quietly)],
  [
    'HEVC of 10 bits in MKV',
    () => ffmpeg('mkv', '-c:v', 'libx265', '-pix_fmt', 'yuv420p10le', ...quietly),
  ],
  ['VP8 in WebM', () => ffmpeg('webm', '-c:v', 'libvpx', ...hiddenFrames)],
  ['VP9 in WebM', () => ffmpeg('webm', '-c:v', 'libvpx-vp9')],
  ['AV1 in WebM', av1],
];
const quietly = ['-x265-params', 'log-level=none'];
const hiddenFrames = ['-auto-alt-ref', '1', '-lag-in-frames', '8', '-arnr-maxframes', '3'];

/** The lines of the table, each written once its file was read. */
const lines: string[] = [];

describe('what is read', { timeout: TIMEOUT }, () => {
  it.each(pictures)('a picture: %s', async (file, make) => {
    const opened = await openPicture(await make(), 'image');
    const { planes } = await decodePicture(opened, { width: 80, height: 48 });
    const luma = (across: number, down: number) =>
      (planes.luma[
        Math.floor(down * planes.height) * planes.width + Math.floor(across * planes.width)
      ] ?? 0) & 255;
    expect(luma(0.6, 0.5)).toBeGreaterThan(130);
    expect(luma(0.1, 0.1)).toBeLessThan(80);
    note('picture', file, `${opened.size.width}x${opened.size.height} pixels`);
  });

  it.each(sounds)('a sound: %s', async (file, make, channels) => {
    const pcm = await decodeAudio({ bytes: await make(), maximumSeconds: 3, codecs });
    expect(pcm.channels).toBe(channels);
    expect(Math.abs(getSeconds(pcm) - 1.5)).toBeLessThan(0.12);
    const loudness = (from: number, to: number) => {
      const part = toMono(pcm).subarray(from * pcm.sampleRate, to * pcm.sampleRate);
      return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length);
    };
    expect(loudness(0.6, 0.9)).toBeGreaterThan(0.05);
    expect(loudness(0.05, 0.4)).toBeLessThan(0.005);
    note('sound', file, `${getSeconds(pcm).toFixed(1)} s, ${channels === 1 ? 'mono' : 'stereo'}`);
  });

  it.each(videos)('a video: %s', async (file, make) => {
    const source = await readVideo(await make(), codecs);
    const pixels = source.size.width * source.size.height;
    const means: number[] = [];
    for await (const frame of decodeVideo(codecs, source)) {
      means.push(frame.subarray(0, pixels).reduce((sum, value) => sum + value, 0) / pixels);
    }
    expect(means).toHaveLength(LEVELS.length);
    const worst = Math.max(...means.map((mean, frame) => Math.abs(mean - (LEVELS[frame] ?? 0))));
    expect(worst).toBeLessThan(6);
    note(
      'video',
      file,
      `${means.length} frames of ${source.size.width}x${source.size.height} pixels`,
    );
  });

  it('is the table of the page', async () => {
    const page = 'docs/embedded-provider.md';
    const text = readFileSync(join(import.meta.dirname, '../../../..', page), 'utf8');
    const table = ['| | file | what was read of it |', '|---|---|---|', ...lines].join('\n');
    const written = text.replace(
      /(<!-- what is read -->\n).*?(\n<!-- \/what is read -->)/s,
      `$1${table}$2`,
    );
    expect(lines).toHaveLength(pictures.length + sounds.length + videos.length);
    await expectGeneratedPage(written, page, 'test/unit/functions/rendering/what-is-read.test.ts');
  });
});

function note(family: string, file: string, found: string): void {
  lines.push(`| ${family} | ${file} | ${found} |`);
}

async function animation() {
  const frames = [plain('#000000', 320, 200), scenery()].map((frame) => frame.png().toBuffer());
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** The length that a recorder left in the header. */
function withDataLength(file: Buffer, length: number): Uint8Array {
  const bytes = Buffer.from(file);
  bytes.writeUInt32LE(length, bytes.indexOf('data') + 4);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

function ffmpeg(extension: string, ...options: string[]) {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '64x64', '-i', 'pipe:0'];
  return coded(extension, [...input, ...options], Buffer.concat([...greys(SIZE, LEVELS)]));
}

async function av1() {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const pictures = new EncodedVideoPacketSource('av1');
  output.addVideoTrack(pictures);
  await output.start();
  const decoderConfig = { codec: 'av01.0.00M.08', codedWidth: 64, codedHeight: 64 };
  for (const { data, frame } of await encodeAv1()) {
    const bytes = Buffer.from(data, 'base64');
    const packet = new EncodedPacket(bytes, frame === 0 ? 'key' : 'delta', frame / 15, 1 / 15);
    await pictures.add(packet, { decoderConfig });
  }
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}

function encodeAv1(): Promise<{ data: string; frame: number }[]> {
  const program = join(import.meta.dirname, 'video/encode-av1-process.ts');
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [program, '64', '64'],
      { timeout: TIMEOUT },
      (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout))),
    );
    child.stdin?.end(Buffer.concat([...greys(SIZE, LEVELS)]));
  });
}
