import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../local/free-port.ts';
import { burst, CLIENTS, measureTasks, PROVIDER_SECONDS, type Row, withService } from './load.ts';
import { openLoad } from './load-client.ts';
import type { Table } from './table.ts';

/** Pinned, so that two runs compare the same. */
const BULLMQ = 'bullmq@6.7.0';
const IOREDIS = 'ioredis@6.0.0';
const root = join(import.meta.dirname, '../..');

/**
 * What a user would pick instead, under the same burst in the same run: a queue of BullMQ on a Redis that brings every
 * write to the disk. Needs `redis-server` on the path; fetches BullMQ from npm.
 */
export async function benchPeers(): Promise<Table> {
  const title = 'The same burst: tasks of 2 s by 50 clients, each told to a webhook';
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    const why = 'Skipped: there is no redis-server here (Debian: apt-get install redis-server).';
    return { title, rows: [{ what: why }] };
  }
  const reelhook = await withService((load, pid) =>
    measureTasks('Reelhook', load, () => [pid], burst),
  );
  return { title, rows: [await measureBullMq(fetchBullMq()), reelhook] };
}

/** The folder that BullMQ is in. */
function fetchBullMq(): string {
  const folder = join(root, 'node_modules/.cache/reelhook/bench', BULLMQ);
  if (!existsSync(join(folder, 'node_modules/bullmq'))) {
    process.stdout.write(`Fetching from npm: ${BULLMQ}, ${IOREDIS}\n`);
    mkdirSync(folder, { recursive: true });
    const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    execFileSync('npm', ['install', ...flags, BULLMQ, IOREDIS], { stdio: 'inherit' });
  }
  return folder;
}

async function measureBullMq(folder: string): Promise<Row> {
  const directory = mkdtempSync(join(tmpdir(), 'reelhook-redis-'));
  const provider = await startProvider();
  const [redisPort, port] = [await freePort(), await freePort()];
  const durably = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
  const redis = spawn('redis-server', ['--port', `${redisPort}`, '--dir', directory, ...durably], {
    stdio: 'ignore',
  });
  await setTimeout(1000);
  const program = join(import.meta.dirname, 'bullmq-process.ts');
  const service = spawn(
    process.execPath,
    [program, folder, `${port}`, `${redisPort}`, provider.url],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(service.stdout, 'data');
  const load = await openLoad(`http://127.0.0.1:${port}`, '', CLIENTS);
  try {
    const pids = [service, redis].map(({ pid = 0 }) => pid);
    return await measureTasks('BullMQ and Redis', load, () => pids, burst);
  } finally {
    await load.close();
    provider.close();
    await Promise.all([service, redis].map(end));
    rmSync(directory, { recursive: true, force: true });
  }
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** A provider that takes as long as the mock provider does in Reelhook's burst. */
async function startProvider() {
  const doneAt = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const { id, work = id ?? '' } = (await json(request)) as { id?: string; work?: string };
    if (request.url === '/start') doneAt.set(work, Date.now() + PROVIDER_SECONDS * 1000);
    const isDone = Date.now() >= (doneAt.get(work) ?? Infinity);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ work, isDone, url: `http://127.0.0.1/${work}.mp4` }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
