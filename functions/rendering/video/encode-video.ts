import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Size } from '../size.ts';
import type { ColourCodes } from './sequence-parameters.ts';

/** Samples in a file: signed 16-bit, little-endian, the channels interleaved, no header. */
export interface RawSound {
  readonly file: string;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface EncodeInput {
  /** The ffmpeg program. */
  readonly ffmpegPath: string;
  readonly frame: Size;
  readonly framesPerSecond: number;
  /** Planar YUV 4:2:0. An array may be drawn over once the next one is asked for. */
  readonly frames: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** What the samples mean. Optional; defaults to BT.709, limited range. */
  readonly colour?: ColourCodes | undefined;
  /** Width of a sample in parts of its height. Optional; defaults to square. */
  readonly sampleAspect?: Size | undefined;
  /** Where the MP4 is written. */
  readonly file: string;
  /** The clip's sound. Optional; defaults to none. */
  readonly sound?: RawSound | undefined;
  /** Called after each frame that ffmpeg has taken. */
  onFrame(framesDone: number): void;
}

/** The end of ffmpeg's log that is kept for an error message, in characters. */
const LOG_KEPT = 800;

/**
 * Encodes H.264 High, and AAC where there is sound, in an MP4 whose index stands in front, so that it plays while it loads.
 * ffmpeg sees nothing but these raw frames and samples. @throws Error when ffmpeg can't be started or fails.
 */
export async function encodeVideo(input: EncodeInput): Promise<void> {
  const ffmpeg = spawn(input.ffmpegPath, encoderArguments(input), {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = getOutcome(ffmpeg);
  ended.catch(() => {});
  try {
    await feed(ffmpeg.stdin, input);
  } catch (error) {
    ffmpeg.stdin.destroy();
    await ended;
    throw error;
  }
  await ended;
}

async function feed(stdin: Writable, { frames, onFrame }: EncodeInput): Promise<void> {
  let done = 0;
  for await (const frame of frames) {
    await written(stdin, frame);
    done++;
    onFrame(done);
  }
  stdin.end();
}

/** Waits until ffmpeg has taken the frame: that is the back-pressure, and lets messages from the parent in. */
function written(stdin: Writable, frame: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stdin.write(frame, (error) => (error ? reject(error) : resolve()));
  });
}

/** Resolves when ffmpeg ends well. Its own last words say more than the broken pipe that a dead ffmpeg leaves. */
function getOutcome(ffmpeg: ChildProcess): Promise<void> {
  let log = '';
  ffmpeg.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-LOG_KEPT);
  });
  return new Promise((resolve, reject) => {
    ffmpeg.stdin?.on('error', () => {});
    ffmpeg.on('error', (error) =>
      reject(new Error('ffmpeg could not be started', { cause: error })),
    );
    ffmpeg.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`ffmpeg ended with ${signal ?? `code ${code}`}: ${log.trim()}`));
    });
  });
}

/** BT.709, limited range. */
const BT_709: ColourCodes = { primaries: 1, transfer: 1, matrix: 1, fullRange: false };

function encoderArguments(input: EncodeInput): string[] {
  const { frame, framesPerSecond, file, sound, colour = BT_709 } = input;
  const format = colour.fullRange ? 'yuvj420p' : 'yuv420p';
  return [
    ['-hide_banner', '-loglevel', 'error', '-y'],
    ['-f', 'rawvideo', '-pix_fmt', format, '-s', `${frame.width}x${frame.height}`],
    ['-r', `${framesPerSecond}`, '-i', 'pipe:0'],
    sound ? soundArguments(sound) : ['-an'],
    ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '17', '-profile:v', 'high'],
    ['-pix_fmt', format, ...aspectArguments(input), ...colourArguments(colour)],
    ['-movflags', '+faststart', '-f', 'mp4', file],
  ].flat();
}

function soundArguments({ file, sampleRate, channels }: RawSound): string[] {
  return [
    ['-f', 's16le', '-ar', `${sampleRate}`, '-ac', `${channels}`, '-i', file],
    ['-map', '0:v', '-map', '1:a', '-c:a', 'aac', '-b:a', '160k', '-ar', '48000'],
  ].flat();
}

const UNSPECIFIED = 2;

/** ffmpeg takes the code points of ITU-T H.273 by number; what is unspecified stays so. */
function colourArguments({ primaries, transfer, matrix, fullRange }: ColourCodes): string[] {
  const codes = { '-colorspace': matrix, '-color_primaries': primaries, '-color_trc': transfer };
  const known = Object.entries(codes).filter(([, code]) => code !== UNSPECIFIED);
  return [
    ...known.flatMap(([option, code]) => [option, `${code}`]),
    ...(fullRange ? ['-color_range', 'pc'] : []),
    ...(!fullRange && known.length > 0 ? ['-color_range', 'tv'] : []),
  ];
}

function aspectArguments({ frame, sampleAspect }: EncodeInput): string[] {
  if (!sampleAspect || sampleAspect.width === sampleAspect.height) return [];
  const { width, height } = frame;
  return ['-aspect', `${width * sampleAspect.width}:${height * sampleAspect.height}`];
}
