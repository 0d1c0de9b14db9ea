import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { RequirementMissingError } from './requirements.ts';

const START_SECONDS = 60;

/** A running emulator. */
export interface Emulator extends AsyncDisposable {
  readonly endpoint: string;
  readonly pid: number;
  /** What programs need in their environment to reach it in place of AWS. */
  readonly environment: NodeJS.ProcessEnv;
  readonly client: AwsClient;
  /** What it has written so far. */
  log(): string;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const region = 'us-east-1';

/**
 * Starts ministack on loopback, with nothing of an earlier run.
 * @throws {RequirementMissingError} when it does not start.
 */
export async function startEmulator(programs: string, folder: string): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  const child = spawn(join(programs, 'ministack'), {
    cwd: folder,
    env: {
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: folder,
      TMPDIR: folder,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: 'localhost',
      SFTP_ENABLED: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  }
  const ended = once(child, 'exit');
  const log = () => lines.join('');
  const isReady = await Promise.race([untilReady(endpoint), ended.then(() => false)]);
  if (!isReady) {
    child.kill();
    throw new RequirementMissingError(`The emulator did not start:\n${log()}`);
  }
  return {
    endpoint,
    pid: child.pid ?? 0,
    environment: {
      ...withoutAws(process.env),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      NO_COLOR: '1',
    },
    client: new AwsClient({ ...credentials, region, retries: 0 }),
    log,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

/** Nothing of this machine's own account may reach the programs that are run. */
function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(AWS|CDK)_/.test(name)),
  );
}

async function untilReady(endpoint: string): Promise<boolean> {
  for (let second = 0; second < START_SECONDS; second += 1) {
    const response = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (response?.ok) return true;
    await wait(1_000);
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
