import { buffer } from 'node:stream/consumers';
import type { Pcm } from '../audio/pcm.ts';
import { type CodecOrder, SAMPLE_RATE, videoShapeSchema } from '../codec-program/codec-order.ts';
import { nodeOptions } from '../node-options.ts';
import {
  type Codecs,
  type CodedAudio,
  type CodedPacket,
  type CodedVideo,
  type DecodedVideo,
  type EncodeInput,
  UndecodableError,
} from './codecs.ts';
import { BT_709, SQUARE, USUAL_QUALITY } from './defaults.ts';
import { frameMessage, readMessages } from './messages.ts';
import { type Command, feed, type RunningProgram, runProgram } from './run-program.ts';
import { toSamples } from './to-samples.ts';
import type { WantedFrames } from './wanted-frames.ts';

/** A minute of sound takes half a second. */
const AUDIO_TIMEOUT_SECONDS = 30;

/** Codecs that are the codec program's, one process for each call. @param programFile the bundled `codec-program` */
export function createProgramCodecs(programFile: string): Codecs {
  const command = (order: CodecOrder): Command => [
    process.execPath,
    ...nodeOptions,
    programFile,
    JSON.stringify(order),
  ];
  return {
    encodeVideo: (input) => encode(command, input),
    decodeVideo: (video, wanted) => decodeVideo(command, video, wanted),
    decodeAudio: (audio) => decodeAudio(command, audio),
  };
}

type Commands = (order: CodecOrder) => Command;

async function encode(command: Commands, input: EncodeInput): Promise<void> {
  const { frame, framesPerSecond, file, sound, colour = BT_709, sampleAspect = SQUARE } = input;
  const { quality = USUAL_QUALITY } = input;
  const shape = { frame, framesPerSecond, file, sound, colour, sampleAspect, quality };
  const program = runProgram(command({ task: 'encode-video', ...shape }));
  program.stdout.resume();
  await feedOrKill(program, input.frames, input.onFrame);
  await program.ended;
}

async function feedOrKill(
  program: RunningProgram,
  chunks: EncodeInput['frames'],
  onChunk?: (done: number) => void,
): Promise<void> {
  try {
    await feed(program.stdin, chunks, onChunk);
  } catch (error) {
    program.kill();
    throw error;
  }
}

async function decodeVideo(
  command: Commands,
  video: CodedVideo,
  wanted: WantedFrames | undefined,
): Promise<DecodedVideo> {
  const { codec, configuration, largestArea } = video;
  const description = toBase64(configuration.description);
  const order = { codec, description, largestArea, wanted };
  const program = runProgram(command({ task: 'decode-video', ...order }));
  const fed = feedOrKill(program, messages(video.packets()));
  fed.catch(() => {});
  const answers = readMessages(program.stdout);
  const first = await answers.next();
  if (first.done) {
    program.kill();
    await fed;
    throw await undecodable(program);
  }
  const shape = videoShapeSchema.parse(JSON.parse(first.value.toString()));
  const { width, height } = wanted?.window ?? shape.size;
  const frames = readFrames(program, fed, answers, (width * height * 3) / 2);
  return { shape, frames, close: program.kill };
}

async function* readFrames(
  program: RunningProgram,
  fed: Promise<void>,
  answers: AsyncGenerator<Buffer>,
  length: number,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const frame of answers) {
      if (frame.length !== length) throw new UndecodableError('a frame of another size');
      yield frame;
    }
    await fed;
    const failure = await getFailure(program);
    if (failure) throw failure;
  } finally {
    program.kill();
  }
}

async function decodeAudio(command: Commands, audio: CodedAudio): Promise<Pcm> {
  const { codec, configuration, maximumSeconds } = audio;
  const { sampleRate, numberOfChannels: channels } = configuration;
  const outputChannels = channels === 1 ? 1 : 2;
  const description = toBase64(configuration.description);
  const shape = { codec, description, sampleRate, channels, outputChannels, maximumSeconds };
  const program = runProgram(command({ task: 'decode-audio', ...shape }), {
    timeoutSeconds: AUDIO_TIMEOUT_SECONDS,
  });
  const [bytes] = await Promise.all([
    buffer(program.stdout),
    feedOrKill(program, messages(audio.packets)),
  ]);
  const samples = toSamples(bytes, outputChannels);
  if (samples.length === 0) throw await undecodable(program);
  return { sampleRate: SAMPLE_RATE, channels: outputChannels, samples };
}

async function* messages(
  packets: Iterable<CodedPacket> | AsyncIterable<CodedPacket>,
): AsyncGenerator<Uint8Array> {
  for await (const { data } of packets) yield frameMessage(data);
}

/** A program that could not be started is our fault; one that failed on its data is not. */
async function getFailure(program: RunningProgram): Promise<Error | undefined> {
  try {
    await program.ended;
    return undefined;
  } catch (error) {
    const { message, cause } = error as Error;
    return cause ? (error as Error) : new UndecodableError(message);
  }
}

async function undecodable(program: RunningProgram): Promise<Error> {
  return (await getFailure(program)) ?? new UndecodableError('nothing could be decoded');
}

function toBase64(description: VideoDecoderConfig['description']): string | undefined {
  if (description === undefined) return undefined;
  const bytes = ArrayBuffer.isView(description)
    ? Buffer.from(description.buffer, description.byteOffset, description.byteLength)
    : Buffer.from(description);
  return bytes.toString('base64');
}
