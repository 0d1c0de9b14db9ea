import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Compress } from './synthesizer.ts';

const run = promisify(execFile);

const LONGEST_MILLISECONDS = 20_000;
/** Above what 64 kbit/s make of the longest speech. */
const LARGEST_BYTES = 32 * 1024 * 1024;

/** One channel at a constant 64 kbit/s, which is transparent for speech; nothing but the sound in the file. */
const encoderArguments = [
  ['-hide_banner', '-loglevel', 'error'],
  ['-f', 'wav', '-i', 'pipe:0'],
  ['-map_metadata', '-1', '-fflags', '+bitexact', '-c:a', 'libmp3lame', '-b:a', '64k'],
  ['-id3v2_version', '0', '-write_xing', '0', '-f', 'mp3', 'pipe:1'],
].flat();

/**
 * Encodes MP3 with ffmpeg, which sees nothing but sound that we have made ourselves.
 * @param ffmpegPath the ffmpeg program
 */
export function createMp3Encoder(ffmpegPath: () => Promise<string>): Compress {
  return async (wav) => {
    const running = run(await ffmpegPath(), encoderArguments, {
      encoding: 'buffer',
      env: {},
      timeout: LONGEST_MILLISECONDS,
      killSignal: 'SIGKILL',
      maxBuffer: LARGEST_BYTES,
    });
    // ffmpeg's own last words say more than the broken pipe that a dead one leaves.
    running.child.stdin?.on('error', () => {});
    running.child.stdin?.end(wav);
    const { stdout } = await running;
    return { bytes: stdout, mediaType: 'audio/mpeg', ending: '.mp3' };
  };
}
