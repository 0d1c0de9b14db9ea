import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** AWS's own runtime, as it runs in Lambda's Node images. */
const RUNTIME_CLIENT = 'aws-lambda-ric@4.0.2';
/** On a busy machine too. */
const INVOCATION_SECONDS = 120;

/** Fetches the runtime client from npm, without running its scripts; its native part is replaced. */
export function installRuntimeClient(cache: string): string {
  const folder = join(cache, RUNTIME_CLIENT.replace('@', '-'));
  const client = join(folder, 'node_modules/aws-lambda-ric');
  if (!existsSync(join(client, 'index.mjs'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', ...quiet, RUNTIME_CLIENT], { cwd: folder, stdio: 'ignore' });
  }
  writeFileSync(join(client, 'rapid-client.node'), '');
  return join(client, 'index.mjs');
}

export interface Invocation {
  /** The folder of the function's asset. */
  readonly taskRoot: string;
  readonly environment: Record<string, string>;
  readonly event: unknown;
  /** The program that runs Node, with what stands before its arguments; this process's own unless given. */
  readonly node?: readonly string[];
  /** After how many seconds it is ended; optional, defaults to two minutes. */
  readonly seconds?: number;
}

/** What the function answered, or the error that it or the runtime reported. */
export type Answer =
  | { readonly type: 'response'; readonly body: unknown }
  | { readonly type: 'error'; readonly body: unknown };

/**
 * Has a function answer one event in AWS's runtime client.
 * @throws Error with what the function wrote when it reports nothing in that time.
 */
export async function invokeInRuntime(client: string, invocation: Invocation): Promise<Answer> {
  const { taskRoot, environment, event, node = [process.execPath] } = invocation;
  const { seconds = INVOCATION_SECONDS } = invocation;
  const answered = Promise.withResolvers<Answer>();
  let isTaken = false;
  const server = createServer(async (request, response) => {
    if (request.url?.endsWith('/next')) {
      if (isTaken) return;
      isTaken = true;
      response.setHeader('lambda-runtime-aws-request-id', '1');
      response.setHeader('lambda-runtime-deadline-ms', String(Date.now() + 28_000));
      response.setHeader(
        'lambda-runtime-invoked-function-arn',
        'arn:aws:lambda:us-east-1:0:function:f',
      );
      response.end(JSON.stringify(event));
      return;
    }
    const body = JSON.parse(await text(request));
    response.writeHead(202).end();
    answered.resolve({ type: request.url?.endsWith('/response') ? 'response' : 'error', body });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [program = '', ...before] = node;
  const preload = join(import.meta.dirname, 'http-rapid-client.cjs');
  const child = spawn(program, [...before, '--require', preload, client], {
    cwd: taskRoot,
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: 'index.handler',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: 'f',
      AWS_LAMBDA_LOG_STREAM_NAME: 'f',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => written.push(chunk));
  const began = Date.now();
  const timeout = setTimeout(() => child.kill(), seconds * 1_000);
  child.once('exit', () => {
    const after = Math.round((Date.now() - began) / 1_000);
    const words = `The function ended after ${after} s without an answer:`;
    answered.reject(new Error(`${words}\n${Buffer.concat(written)}`));
  });
  try {
    return await answered.promise;
  } finally {
    clearTimeout(timeout);
    child.kill();
    server.closeAllConnections();
    server.close();
  }
}
