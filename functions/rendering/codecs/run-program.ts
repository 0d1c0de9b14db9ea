import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

export interface RunningProgram {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when it ends well. @throws Error with its last words: they say more than the broken pipe it leaves. */
  readonly ended: Promise<void>;
  readonly kill: () => void;
}

/** The end of the log that is kept for an error message, in characters. */
const LOG_KEPT = 800;

/** Starts a program without environment, with three pipes. It is killed after `timeoutSeconds`, if given. */
export function runProgram(
  [program, ...args]: Command,
  { timeoutSeconds }: { readonly timeoutSeconds?: number } = {},
): RunningProgram {
  const child = spawn(program, args, {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    killSignal: 'SIGKILL',
    ...(timeoutSeconds === undefined ? {} : { timeout: timeoutSeconds * 1000 }),
  });
  const ended = getOutcome(child, program);
  ended.catch(() => {});
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    ended,
    kill: () => void child.kill('SIGKILL'),
  };
}

function getOutcome(child: ChildProcess, program: string): Promise<void> {
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-LOG_KEPT);
  });
  return new Promise((resolve, reject) => {
    child.stdin?.on('error', () => {});
    child.on('error', (cause) => reject(new Error(`${program} could not be started`, { cause })));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal ?? `code ${code}`}: ${log.trim()}`));
    });
  });
}

/** Writes all chunks, each once the program has taken the last; stops quietly where it stops reading. */
export async function feed(
  stdin: Writable,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  onChunk: (chunksDone: number) => void = () => {},
): Promise<void> {
  let done = 0;
  for await (const chunk of chunks) {
    if (stdin.destroyed) return;
    const failure = await written(stdin, chunk);
    if (failure) return;
    done++;
    onChunk(done);
  }
  stdin.end();
}

function written(stdin: Writable, chunk: Uint8Array): Promise<Error | null | undefined> {
  return new Promise((resolve) => {
    stdin.write(chunk, resolve);
  });
}
