import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { FetchedPeers } from './fetch-peers.ts';
import { PeersUnavailableError } from './fetch-peers.ts';

/** The programs to compare with, at work on this machine. */
export interface RunningPeers {
  /** Where moto's Step Functions answers. */
  readonly stepFunctionsEndpoint: string;
  /** Where DynamoDB Local answers. Each access key has tables of its own. */
  readonly dynamodbEndpoint: string;
  stop(): Promise<void>;
}

const portsSchema = z.object({ stepFunctions: z.int(), dynamodb: z.int() });

/**
 * Starts both in one process, on loopback.
 *
 * @throws {PeersUnavailableError} when the process ends before it is ready
 */
export async function startPeers({ python, javaLibraries }: FetchedPeers): Promise<RunningPeers> {
  const script = fileURLToPath(new URL('./peers.py', import.meta.url));
  const child = spawn(python, [script, javaLibraries], {
    // DynamoDB Local leaves a file where it stands.
    cwd: javaLibraries,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
  const exit = once(child, 'exit');
  const ports = await Promise.race([readPorts(child.stdout), exit.then(() => undefined)]);
  if (ports === undefined) {
    throw new PeersUnavailableError(`moto and DynamoDB Local did not start:\n${said.join('')}`);
  }
  said.length = 0;
  child.stderr.removeAllListeners('data').resume();
  return {
    stepFunctionsEndpoint: `http://127.0.0.1:${ports.stepFunctions}`,
    dynamodbEndpoint: `http://127.0.0.1:${ports.dynamodb}`,
    async stop() {
      child.kill();
      await exit;
    },
  };
}

/** DynamoDB Local greets on the same stream. Never answers when the stream ends without the line. */
async function readPorts(output: NodeJS.ReadableStream): Promise<z.infer<typeof portsSchema>> {
  for await (const line of createInterface({ input: output })) {
    if (line.startsWith('{')) {
      output.resume();
      return portsSchema.parse(JSON.parse(line));
    }
  }
  return new Promise(() => {});
}
