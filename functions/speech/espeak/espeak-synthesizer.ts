import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import { SpeechTooLongError, type Synthesize, type Utterance } from '../synthesizer.ts';

export interface EspeakOptions {
  /** The program of the package `text2wav`: its `index.js`. */
  readonly programFile: string;
  /** What takes longer to say is refused; 900 unless given. */
  readonly longestSeconds?: number;
}

const run = promisify(execFile);

/** eSpeak NG's own speed, in words per minute (its documentation, "Command line options", -s). */
const USUAL_SPEED = 175;
/** A thousand characters that are spelled out at half speed take 630 s, for which the program needs 1 GB. */
const LONGEST_SECONDS = 900;
/** What eSpeak NG writes in a second: 22,050 samples of two bytes. */
const BYTES_PER_SECOND = 44_100;
/** Ten times what a thousand characters take on one core. */
const LONGEST_MILLISECONDS = 20_000;

/**
 * eSpeak NG, in its WebAssembly build from the package `text2wav`. It is free software under the GPL, so it runs
 * unchanged, as a program in a separate process without access to anything here: text in by argument, WAV out by pipe, no
 * environment and hence no credentials.
 */
export function createEspeakSynthesizer({
  programFile,
  longestSeconds = LONGEST_SECONDS,
}: EspeakOptions): Synthesize {
  return async (utterance) => {
    const command = [programFile, ...createArguments(utterance)];
    try {
      const { stdout } = await run(process.execPath, command, {
        encoding: 'buffer',
        env: {},
        timeout: LONGEST_MILLISECONDS,
        killSignal: 'SIGKILL',
        maxBuffer: longestSeconds * BYTES_PER_SECOND,
      });
      return stdout;
    } catch (error) {
      throw createFault(error, longestSeconds);
    }
  };
}

function createArguments({ text, speaker, rate }: Utterance): string[] {
  const speed = `${Math.round(USUAL_SPEED * rate)}`;
  // An argument that begins with a blank is never taken for an option. 1: the text is UTF-8.
  return [` ${readable(text)}`, '-v', speaker, '-s', speed, '-b', '1'];
}

/**
 * The text without what eSpeak NG would obey instead of reading: control characters, which begin its embedded commands,
 * and double brackets, which hold phonemes (its documentation, "Text markup" and "Phonemes").
 */
function readable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\[(?=\[)/g, '[ ');
}

/** What `execFile` rejects with, as far as it is read. */
const endedBadly = z.object({
  code: z.union([z.string(), z.number()]).nullish(),
  killed: z.boolean().nullish(),
  stderr: z.instanceof(Buffer).nullish(),
});

function createFault(error: unknown, longestSeconds: number): Error {
  const { code, killed, stderr } = endedBadly.parse(error);
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return new SpeechTooLongError(
      `takes more than ${longestSeconds} seconds to speak; shorten it, or raise speechRate`,
    );
  }
  const end = killed ? `was stopped after ${LONGEST_MILLISECONDS / 1000} s` : `ended with ${code}`;
  return new Error(`eSpeak NG ${end}: ${lastWords(stderr)}`);
}

const WORDS_KEPT = 500;

function lastWords(stderr: Buffer | null | undefined): string {
  return stderr?.toString('utf8').trim().slice(-WORDS_KEPT) ?? '';
}
