import { type ChildProcess, fork } from 'node:child_process';
import { type ChildMessage, childMessageSchema, type RenderOrder } from './child-messages.ts';
import { nodeOptions } from './node-options.ts';

export interface ChildRender {
  /** The bundled `render-worker`. */
  readonly workerFile: string;
  readonly order: RenderOrder;
  /** What runs the worker; optional, defaults to this process's Node. */
  readonly execPath?: string;
  /** Aborting kills the child and its ffmpeg at once. */
  readonly signal: AbortSignal;
  onProgress(framesDone: number, framesTotal: number): void;
}

type FinalMessage = Exclude<ChildMessage, { type: 'progress' }>;

/** The clip is in the order's folder, or the input is at fault. */
export type ChildOutcome = Exclude<FinalMessage, { type: 'faulted' }>;

/** The render child died, or failed by no fault of the input. */
class RenderFaultError extends Error {
  override readonly name = 'RenderFaultError';
}

const LOG_KEPT = 2000;

/**
 * Renders in a separate process, so that a decoder's crash or a cancel touches nothing else. It gets an empty
 * environment; what it could read in `/proc` opens the renders alone (docs/security.md). Settles only once the process is gone.
 * @throws RenderFaultError, or the signal's reason.
 */
export async function renderInChild(render: ChildRender): Promise<ChildOutcome> {
  render.signal.throwIfAborted();
  const child = fork(render.workerFile, {
    detached: true,
    env: {},
    execArgv: [...nodeOptions],
    ...(render.execPath === undefined ? {} : { execPath: render.execPath }),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const kill = () => killGroup(child);
  render.signal.addEventListener('abort', kill, { once: true });
  try {
    const message = await awaitOutcome(child, render);
    render.signal.throwIfAborted();
    if (message.type === 'faulted') throw new RenderFaultError(message.message);
    return message;
  } finally {
    render.signal.removeEventListener('abort', kill);
    kill();
  }
}

function awaitOutcome(
  child: ChildProcess,
  { order, onProgress }: ChildRender,
): Promise<FinalMessage> {
  return new Promise((resolve, reject) => {
    let last: FinalMessage | undefined;
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-LOG_KEPT);
    });
    child.on('message', (value) => {
      const message = readMessage(value);
      if (message.type === 'progress') onProgress(message.framesDone, message.framesTotal);
      else last = message;
    });
    child.on('error', (error) => reject(new RenderFaultError(error.message, { cause: error })));
    child.on('close', (code, signal) => {
      const end = `the render process ended with ${signal ?? `code ${code}`}: ${log.trim()}`;
      resolve(last ?? { type: 'faulted', message: end });
    });
    child.send(order, (error) => {
      if (error) killGroup(child);
    });
  });
}

function readMessage(value: unknown): ChildMessage {
  const message = childMessageSchema.safeParse(value);
  if (message.success) return message.data;
  return {
    type: 'faulted',
    message: 'the render process said something that is no child message',
  };
}

/** The child leads a process group that holds its ffmpeg too. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
