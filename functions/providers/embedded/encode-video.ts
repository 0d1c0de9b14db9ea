import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Size } from './output-size.ts';

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
  /** Planar YUV 4:2:0, BT.709 limited range. An array may be drawn over once the next one is asked for. */
  readonly frames: Iterable<Uint8Array>;
  /** Where the MP4 is written. */
  readonly file: string;
  /** The clip's sound; none where it is left out. */
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
  const ended = outcomeOf(ffmpeg);
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
  for (const frame of frames) {
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
function outcomeOf(ffmpeg: ChildProcess): Promise<void> {
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

function encoderArguments({ frame, framesPerSecond, file, sound }: EncodeInput): string[] {
  return [
    ['-hide_banner', '-loglevel', 'error', '-y'],
    ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${frame.width}x${frame.height}`],
    ['-r', `${framesPerSecond}`, '-i', 'pipe:0'],
    sound ? soundArguments(sound) : ['-an'],
    [
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '17',
      '-profile:v',
      'high',
      '-pix_fmt',
      'yuv420p',
    ],
    [
      '-colorspace',
      'bt709',
      '-color_primaries',
      'bt709',
      '-color_trc',
      'bt709',
      '-color_range',
      'tv',
    ],
    ['-movflags', '+faststart', '-f', 'mp4', file],
  ].flat();
}

function soundArguments({ file, sampleRate, channels }: RawSound): string[] {
  return [
    ['-f', 's16le', '-ar', `${sampleRate}`, '-ac', `${channels}`, '-i', file],
    ['-map', '0:v', '-map', '1:a', '-c:a', 'aac', '-b:a', '160k', '-ar', '48000'],
  ].flat();
}
