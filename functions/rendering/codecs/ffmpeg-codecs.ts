import { buffer } from 'node:stream/consumers';
import type { Pcm } from '../audio/pcm.ts';
import type { Size } from '../size.ts';
import { readBlocks } from './blocks.ts';
import {
  type Codecs,
  type CodedAudio,
  type CodedVideo,
  type ColourCodes,
  type DecodedVideo,
  type EncodeInput,
  type RawSound,
  UndecodableError,
} from './codecs.ts';
import { BT_709, SQUARE, UNSPECIFIED, USUAL_QUALITY } from './defaults.ts';
import { matroskaOfAudio, matroskaOfVideo } from './matroska.ts';
import { feed, runProgram } from './run-program.ts';
import { toSamples } from './to-samples.ts';
import { cutWindow, type WantedFrames } from './wanted-frames.ts';

const SAMPLE_RATE = 48_000;
/** A minute of sound takes half a second. */
const AUDIO_TIMEOUT_SECONDS = 30;

/**
 * Codecs that are the operator's own ffmpeg program. It reads nothing of a user's but packets in a Matroska file that is
 * written here, from its pipe, and is given the demuxer.
 */
export function createFfmpegCodecs(ffmpegPath: string): Codecs {
  return {
    encodeVideo: (input) => encode(ffmpegPath, input),
    decodeVideo: (video, wanted) => decodeVideo(ffmpegPath, video, wanted),
    decodeAudio: (audio) => decodeAudio(ffmpegPath, audio),
  };
}

async function encode(ffmpegPath: string, input: EncodeInput): Promise<void> {
  const program = runProgram([ffmpegPath, ...encoderArguments(input)]);
  program.stdout.resume();
  try {
    await feed(program.stdin, input.frames, input.onFrame);
  } catch (error) {
    program.kill();
    throw error;
  }
  await program.ended;
}

const QUIET = ['-hide_banner', '-loglevel', 'error'];
const FROM_PIPE = ['-nostdin', '-protocol_whitelist', 'pipe', '-f', 'matroska', '-i', 'pipe:0'];

async function decodeVideo(
  ffmpegPath: string,
  video: CodedVideo,
  wanted: WantedFrames | undefined,
): Promise<DecodedVideo> {
  const { codedWidth: width = 0, codedHeight: height = 0, colorSpace } = video.configuration;
  const size = { width: Math.ceil(width / 2) * 2, height: Math.ceil(height / 2) * 2 };
  const fullRange = colorSpace?.fullRange === true;
  const program = runProgram([
    ffmpegPath,
    ...QUIET,
    ...['-max_pixels', `${video.largestArea + 64 * 4096}`, ...FROM_PIPE],
    ...['-map', '0:v:0', '-an', '-sn', '-dn', '-vsync', '0', '-f', 'rawvideo'],
    ...['-s', `${size.width}x${size.height}`],
    ...['-pix_fmt', fullRange ? 'yuvj420p' : 'yuv420p', 'pipe:1'],
  ]);
  const matroska = await matroskaOfVideo(video);
  const fed = feed(program.stdin, [matroska]);
  async function* frames() {
    try {
      const all = readBlocks(program.stdout, (size.width * size.height * 3) / 2);
      yield* wanted ? pickFrames(all, size, wanted) : all;
      await fed;
      await program.ended.catch(refuse);
    } finally {
      program.kill();
    }
  }
  const colour = colorSpace?.matrix === 'bt709' ? BT_709 : UNSPECIFIED;
  return {
    shape: { size, colour: { ...colour, fullRange }, sampleAspect: SQUARE },
    frames: frames(),
    close: program.kill,
  };
}

/** The operator's ffmpeg may be of any age: it is asked for nothing but frames. */
async function* pickFrames(
  frames: AsyncIterable<Uint8Array>,
  size: Size,
  { every, window }: WantedFrames,
): AsyncGenerator<Uint8Array> {
  let index = 0;
  for await (const frame of frames) {
    if (index++ % every === 0) yield cutWindow(frame, size, window);
  }
}

async function decodeAudio(ffmpegPath: string, audio: CodedAudio): Promise<Pcm> {
  const channels = audio.configuration.numberOfChannels === 1 ? 1 : 2;
  const program = runProgram(
    [
      ffmpegPath,
      ...QUIET,
      ...FROM_PIPE,
      ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-t', `${audio.maximumSeconds + 1}`],
      ...['-ar', `${SAMPLE_RATE}`, '-ac', `${channels}`, '-f', 's16le', 'pipe:1'],
    ],
    { timeoutSeconds: AUDIO_TIMEOUT_SECONDS },
  );
  const matroska = await matroskaOfAudio(audio);
  const [bytes] = await Promise.all([buffer(program.stdout), feed(program.stdin, [matroska])]);
  const samples = toSamples(bytes, channels);
  if (samples.length > 0) return { sampleRate: SAMPLE_RATE, channels, samples };
  await program.ended.catch(refuse);
  throw new UndecodableError('nothing could be decoded');
}

/** A program that could not be started is our fault; one that failed on its data is not. */
function refuse(error: Error): never {
  throw error.cause ? error : new UndecodableError(error.message);
}

function encoderArguments(input: EncodeInput): string[] {
  const { frame, framesPerSecond, file, sound, colour = BT_709, quality = USUAL_QUALITY } = input;
  const format = colour.fullRange ? 'yuvj420p' : 'yuv420p';
  return [
    [...QUIET, '-y', '-f', 'rawvideo', '-pix_fmt', format, '-s', `${frame.width}x${frame.height}`],
    ['-r', `${framesPerSecond}`, '-i', 'pipe:0'],
    sound ? soundArguments(sound) : ['-an'],
    ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', `${quality}`, '-profile:v', 'high'],
    ['-pix_fmt', format, ...aspectArguments(frame, input.sampleAspect), ...colourArguments(colour)],
    ['-movflags', '+faststart', '-f', 'mp4', file],
  ].flat();
}

function soundArguments({ file, sampleRate, channels }: RawSound): string[] {
  return [
    ['-f', 's16le', '-ar', `${sampleRate}`, '-ac', `${channels}`, '-i', file],
    ['-map', '0:v', '-map', '1:a', '-c:a', 'aac', '-b:a', '160k', '-ar', `${SAMPLE_RATE}`],
  ].flat();
}

/** ffmpeg takes the code points of ITU-T H.273 by number; what is unspecified stays so. */
function colourArguments({ primaries, transfer, matrix, fullRange }: ColourCodes): string[] {
  const codes = { '-colorspace': matrix, '-color_primaries': primaries, '-color_trc': transfer };
  const known = Object.entries(codes).filter(([, code]) => code !== UNSPECIFIED.matrix);
  return [
    ...known.flatMap(([option, code]) => [option, `${code}`]),
    ...(fullRange ? ['-color_range', 'pc'] : []),
    ...(!fullRange && known.length > 0 ? ['-color_range', 'tv'] : []),
  ];
}

function aspectArguments({ width, height }: Size, sampleAspect: Size = SQUARE): string[] {
  if (sampleAspect.width === sampleAspect.height) return [];
  return ['-aspect', `${width * sampleAspect.width}:${height * sampleAspect.height}`];
}
