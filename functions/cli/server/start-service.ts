import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import * as z from 'zod';
import type { CliContext } from '../cli-context.ts';
import { CliError } from '../exit-codes.ts';
import { findFreePorts } from './find-free-ports.ts';
import type { Server } from './find-server.ts';
import { getDataDirectories } from './local-service.ts';

/** A local service that this program has started, and ends. */
export interface StartedService extends Server {
  readonly dataDirectory: string;
  /** Ends it in order; what is under way goes on with the next start. */
  stop(): Promise<void>;
}

const ready = z.object({ apiUrl: z.string(), token: z.string() });

/**
 * Starts the local service for as long as this program needs it, on the first ports that are free.
 * @throws CliError with what it said, if it does not start
 */
export async function startService(context: CliContext, data?: string): Promise<StartedService> {
  const { environment, service } = context;
  const dataDirectory = getDataDirectories(context, data).at(0) ?? service.dataDirectory;
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const port = environment['PORT'] ?? `${await findFreePorts()}`;
  const child = spawn(service.node, service.command, {
    env: { ...environment, DATA_DIR: dataDirectory, PORT: port },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Ctrl-C is for this program: it ends the service when it has said what there is to say.
    detached: true,
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk;
  });
  const exited = once(child, 'exit').then(() => {
    throw new CliError(`The local service did not start.\n${complaint.trim()}`);
  });
  const [message] = await Promise.race([once(child, 'message'), exited]);
  exited.catch(() => undefined);
  const { apiUrl, token } = ready.parse(message);
  return { baseUrl: apiUrl, token, dataDirectory, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
