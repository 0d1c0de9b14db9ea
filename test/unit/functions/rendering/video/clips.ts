import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import installer from '@ffmpeg-installer/ffmpeg';
import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import type { Size } from '../../../../../functions/rendering/size.ts';
import { encodeVideo } from '../../../../../functions/rendering/video/encode-video.ts';
import type { ColourCodes } from '../../../../../functions/rendering/video/sequence-parameters.ts';

export const ffmpegPath = installer.path;
export const RATE = 15;

/** A folder that goes with the test. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'reelhook-video-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Frames as an MP4, coded by our own encoder, with B-frames. */
export function mp4Of(frame: Size, frames: Iterable<Uint8Array>, colour?: ColourCodes) {
  return inFolder(async (folder) => {
    const file = join(folder, 'clip.mp4');
    const shape = { ffmpegPath, frame, framesPerSecond: RATE, frames, colour, file };
    await encodeVideo({ ...shape, onFrame: () => {} });
    return new Uint8Array(await readFile(file));
  });
}

/** A second of a tone, or whatever else, as ffmpeg codes it. */
export function coded(extension: string, options: readonly string[], bytes: Uint8Array) {
  return inFolder(async (folder) => {
    const file = join(folder, `clip.${extension}`);
    await run(['-v', 'error', ...options, file], bytes);
    return new Uint8Array(await readFile(file));
  });
}

function run(options: readonly string[], bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(ffmpegPath, options, (error) => (error ? reject(error) : resolve()));
    child.stdin?.end(bytes);
  });
}

/** Planar 4:2:0 frames of one grey each. */
export function* greys({ width, height }: Size, levels: Iterable<number>) {
  for (const level of levels) {
    const frame = new Uint8Array((width * height * 3) / 2).fill(128);
    yield frame.fill(level, 0, width * height);
  }
}

/** A tone of 16-bit samples, 48,000 a second, one channel. */
export function tone(seconds: number): Uint8Array {
  const samples = Int16Array.from({ length: 48_000 * seconds }, (_, at) =>
    Math.round(9000 * Math.sin(at / 17)),
  );
  return new Uint8Array(samples.buffer);
}

export function aacOf(seconds: number): Promise<Uint8Array<ArrayBuffer>> {
  const input = ['-f', 's16le', '-ar', '48000', '-ac', '1', '-i', 'pipe:0'];
  return coded('m4a', [...input, '-c:a', 'aac', '-b:a', '64k'], tone(seconds));
}

export interface Remux {
  /** For each frame, in the order in which it is shown. */
  readonly times?: readonly { readonly timestamp: number; readonly duration: number }[];
  readonly rotation?: 0 | 90 | 180 | 270;
  /** An M4A whose sound is put in. */
  readonly audio?: Uint8Array<ArrayBuffer>;
}

/** The same pictures in another MP4. `times` are those of a clip of `RATE` frames a second. */
export async function remuxed(
  video: Uint8Array<ArrayBuffer>,
  { times, rotation = 0, audio }: Remux,
) {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const pictures = new EncodedVideoPacketSource('avc');
  const sound = new EncodedAudioPacketSource('aac');
  output.addVideoTrack(pictures, { rotation });
  if (audio) output.addAudioTrack(sound);
  await output.start();
  const track = await opened(video).getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error('no pictures');
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const time = times?.[Math.round(packet.timestamp * RATE)];
    await pictures.add(time ? packet.clone(time) : packet, { decoderConfig });
  }
  if (audio) await copySound(sound, audio);
  await output.finalize();
  if (!target.buffer) throw new Error('nothing was written');
  return new Uint8Array(target.buffer);
}

async function copySound(sound: EncodedAudioPacketSource, audio: Uint8Array<ArrayBuffer>) {
  const track = await opened(audio).getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error('no sound');
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await sound.add(packet, { decoderConfig });
  }
}

export function opened(bytes: Uint8Array): Input {
  return new Input({ formats: [MP4], source: new BufferSource(bytes) });
}

/** All that a track's packets say and hold, in the order in which they are decoded. */
export async function readPackets(bytes: Uint8Array, kind: 'video' | 'audio') {
  const input = opened(bytes);
  const track = await (kind === 'video'
    ? input.getPrimaryVideoTrack()
    : input.getPrimaryAudioTrack());
  const packets: { timestamp: number; duration: number; data: string }[] = [];
  if (!track) return packets;
  for await (const { timestamp, duration, data } of new EncodedPacketSink(track).packets()) {
    packets.push({ timestamp, duration, data: Buffer.from(data).toString('base64') });
  }
  return packets;
}
