import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Webhook } from 'standardwebhooks';
import { freePort } from '../local/free-port.ts';
import { startProcess } from '../local/process.ts';
import type { StorySettings } from './story.ts';

/**
 * `npm run test:runtimes`: the client's story in Node, Bun, Deno and an edge runtime, against the local stack. Fetches the
 * runtimes from the npm registry into node_modules/.cache/reelhook/runtimes. Linux on x64.
 */
const packages = {
  '@oven/bun-linux-x64': '1.4.5',
  '@deno/linux-x64-glibc': '2.9.6',
  '@edge-runtime/vm': '5.0.0',
};
const root = join(import.meta.dirname, '..', '..');
const cache = join(root, 'node_modules/.cache/reelhook/runtimes');
const installed = join(cache, 'node_modules');

function fetchRuntimes(): void {
  mkdirSync(cache, { recursive: true });
  const manifest = JSON.stringify({ private: true, dependencies: packages });
  writeFileSync(join(cache, 'package.json'), manifest);
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...quiet], { cwd: cache, stdio: 'inherit' });
}

/** Writes the story with the client in it, and nothing left to find. @returns the program's path */
async function writeProgram(settings: StorySettings, format: 'esm' | 'iife'): Promise<string> {
  const outfile = join(folder, format === 'esm' ? 'story.mjs' : 'story.js');
  const entryPoints = [join(import.meta.dirname, 'story-process.ts')];
  const define = { SETTINGS: JSON.stringify(settings), PRINTS: `${format === 'esm'}` };
  const mainFields = ['module', 'main'];
  const platform = 'neutral';
  await build({ entryPoints, outfile, format, define, platform, mainFields, bundle: true });
  return outfile;
}

const say = (name: string, told: string) => void process.stdout.write(`${name}: ${told.trim()}\n`);

const folder = mkdtempSync(join(tmpdir(), 'reelhook-runtimes-'));
fetchRuntimes();
const port = await freePort();
const service = await startProcess(join(folder, 'data'), port);
try {
  const { token, signingSecret } = service.user;
  const body = JSON.stringify({ type: 'task.completed', timestamp: new Date(), data: {} });
  const now = new Date();
  const settings: StorySettings = {
    ...{ baseUrl: `http://localhost:${port}`, token, signingSecret },
    photo: readFileSync(join(root, 'docs/samples/rocket.jpg'), 'base64'),
    webhook: {
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': `${Math.floor(now.getTime() / 1000)}`,
        'webhook-signature': new Webhook(signingSecret).sign('msg_1', now, body),
      },
      body,
    },
  };
  const story = await writeProgram(settings, 'esm');
  const script = await writeProgram(settings, 'iife');
  const programs: readonly (readonly [name: string, program: string, ...args: string[]])[] = [
    ['Node', process.execPath, story],
    ['Bun', join(installed, '@oven/bun-linux-x64/bin/bun'), story],
    ['Deno', join(installed, '@deno/linux-x64-glibc/deno'), 'run', '--allow-net', story],
  ];
  for (const [name, program, ...args] of programs) {
    say(name, execFileSync(program, args, { encoding: 'utf8', timeout: 180_000 }));
  }
  const { EdgeVM } = createRequire(join(cache, 'main.js'))('@edge-runtime/vm');
  const edge = new EdgeVM();
  edge.evaluate(readFileSync(script, 'utf8'));
  say('Edge runtime', await edge.evaluate('told'));
} finally {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
