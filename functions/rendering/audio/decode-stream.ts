import { spawn } from 'node:child_process';
import { audioFailed } from './audio-failed.ts';
import type { StreamCodec } from './elementary-stream.ts';
import type { Pcm } from './pcm.ts';

export interface StreamInput {
  readonly codec: StreamCodec;
  /** What `elementaryStream` made. */
  readonly stream: Uint8Array;
  readonly channels: 1 | 2;
  readonly maximumSeconds: number;
  readonly ffmpegPath: string;
}

const SAMPLE_RATE = 48_000;
const BYTES_A_SAMPLE = 2;
/** A minute of sound takes half a second. */
const TIMEOUT_MILLISECONDS = 30_000;

/**
 * Decodes bare MP3 or ADTS frames. ffmpeg is given the format and the decoder, so that nothing in the stream can choose
 * others; it can open nothing but its own pipes. @throws RenderFailedError `audio_damaged`.
 */
export async function decodeStream(input: StreamInput): Promise<Pcm> {
  const bytes = await run(input);
  const usable = bytes.length - (bytes.length % (input.channels * BYTES_A_SAMPLE));
  const samples = new Int16Array(Uint8Array.from(bytes.subarray(0, usable)).buffer);
  if (samples.length === 0) {
    throw audioFailed('damaged', `is no ${input.codec.toUpperCase()} that can be decoded.`);
  }
  return { sampleRate: SAMPLE_RATE, channels: input.channels, samples };
}

/** What ffmpeg could decode; a stream that breaks off in the middle gives what came before. */
function run(input: StreamInput): Promise<Buffer> {
  const most = (input.maximumSeconds + 2) * SAMPLE_RATE * input.channels * BYTES_A_SAMPLE;
  const ffmpeg = spawn(input.ffmpegPath, decoderArguments(input), {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: TIMEOUT_MILLISECONDS,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    ffmpeg.stdout.on('data', (part: Buffer) => {
      length += part.length;
      if (length > most) ffmpeg.kill('SIGKILL');
      else parts.push(part);
    });
    ffmpeg.on('error', (error) =>
      reject(new Error('ffmpeg could not be started', { cause: error })),
    );
    ffmpeg.on('close', () => resolve(Buffer.concat(parts)));
    // A decoder that gives up closes its input early.
    ffmpeg.stdin.on('error', () => {});
    ffmpeg.stdin.end(input.stream);
  });
}

function decoderArguments({ codec, channels, maximumSeconds }: StreamInput): string[] {
  return [
    ['-nostdin', '-hide_banner', '-loglevel', 'quiet', '-protocol_whitelist', 'pipe'],
    ['-f', codec, '-c:a', codec, '-i', 'pipe:0', '-map', '0:a:0', '-vn', '-sn', '-dn'],
    ['-t', `${maximumSeconds + 1}`, '-ar', `${SAMPLE_RATE}`, '-ac', `${channels}`],
    ['-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1'],
  ].flat();
}
