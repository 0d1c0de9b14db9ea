import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');
/** The last words of a start that went well. */
const READY = 'Ctrl-C stops it';

/** Where a stack runs and what it is told, again and again. */
export interface StackPlace {
  readonly assemblyDirectory: string;
  readonly dataDirectory: string;
  /** Two more follow it. */
  readonly port: number;
  /** More of the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What goes wrong on purpose (`faults.ts`). */
export interface StackFaults {
  readonly killAt?: number;
  readonly log?: string;
  readonly rate?: number;
  readonly seed?: number;
}

export interface StackProcess {
  /** True once it is ready; false when it ended before that. */
  readonly ready: Promise<boolean>;
  /** Resolves with what ended it: a signal's name, or the code it exited with. */
  readonly ended: Promise<string>;
  /** Waits for its end for so long. False when it still runs then. */
  endsWithin(seconds: number): Promise<boolean>;
  /** As `kill -9`. */
  kill(): Promise<void>;
  output(): string;
}

/** `npm start` as a process of its own, on a template that was synthesized before. */
export function startStackProcess(place: StackPlace, faults: StackFaults = {}): StackProcess {
  const child = spawn(process.execPath, [join(root, 'test/crash/faulty-process.ts')], {
    cwd: root,
    env: {
      ...process.env,
      ...place.environment,
      PORT: `${place.port}`,
      DATA_DIR: place.dataDirectory,
      ASSEMBLY_DIR: place.assemblyDirectory,
      FAULTS: JSON.stringify(faults),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = Promise.withResolvers<boolean>();
  const collect = (chunk: Buffer) => {
    output += chunk;
    if (output.includes(READY)) ready.resolve(true);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = endOf(child);
  void ended.then(() => ready.resolve(false));
  return {
    ready: ready.promise,
    ended,
    output: () => output,
    async endsWithin(seconds) {
      const end = ended.then(() => true);
      return Promise.race([end, setTimeout(seconds * 1000, false, { ref: false })]);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function endOf(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal ?? `code ${code}`;
}

/** The token of the stack's first user. */
export function readToken({ dataDirectory }: StackPlace): string {
  const file = readFileSync(join(dataDirectory, 'first-user.json'), 'utf8');
  return (JSON.parse(file) as { token: string }).token;
}
