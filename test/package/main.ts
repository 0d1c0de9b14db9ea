import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expectMp4 } from './expect-mp4.ts';
import { expectPackage } from './expect-package.ts';
import { runServiceFile } from './service-file.ts';

/**
 * `npm run test:package`: what somebody new does, in an empty folder, with the system's Node and npm alone. Installs
 * from the npm registry.
 */
const root = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'reelhook-newcomer-'));
const folder = join(home, 'empty');
const photo = join(root, 'docs', 'samples', 'rocket.jpg');

/** The environment of a machine that has never seen this project: not its Node, and no home of anybody's. */
const environment = {
  PATH: (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((part) => !part.includes('node_modules'))
    .join(delimiter),
  HOME: home,
  npm_config_registry: process.env['npm_config_registry'],
  npm_config_cache: process.env['npm_config_cache'],
};

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

function run(command: string, args: readonly string[], more: object = {}) {
  return execFileSync(command, args, {
    ...{ cwd: folder, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    ...more,
  });
}

/** Seconds that something takes. */
async function time(what: () => unknown): Promise<number> {
  const begun = performance.now();
  await what();
  return Math.round((performance.now() - begun) / 100) / 10;
}

/** The service from the package, until it says that it is ready. */
async function startService() {
  const child = spawn('npx', ['reelhook', 'start', '--port', '9787'], {
    ...{ cwd: folder, env: environment, detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  let output = '';
  const ready = Promise.withResolvers<string>();
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk;
    const token = /Token +(sk_\S+)/.exec(output)?.[1];
    if (token && output.includes('Ctrl-C stops it')) ready.resolve(token);
  });
  return {
    token: await ready.promise,
    async stop() {
      const exited = once(child, 'exit');
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      await exited;
    },
  };
}

mkdirSync(folder);
cpSync(photo, join(folder, 'photo.jpg'));
const tarball = execFileSync(process.execPath, ['infra/package/main.ts'], {
  cwd: root,
  encoding: 'utf8',
}).trim();
say(`The system's Node is ${run('node', ['--version']).trim()}.`);

const installed = await time(() => {
  run('npm', ['init', '-y']);
  const { stderr = '' } = { stderr: run('npm', ['install', tarball, '--no-audit', '--no-fund']) };
  if (/EBADENGINE|deprecated/.test(stderr)) throw new Error(stderr);
});
say(`Installed in ${installed} s.`);
say(expectPackage(join(folder, 'node_modules')));

const first = await time(() => run('npx', ['reelhook', 'run', 'photo.jpg', 'slow push in']));
await expectMp4(join(folder, 'photo.mp4'));
say(`reelhook run photo.jpg "slow push in": photo.mp4 in ${first} s.`);
if (first > 60) throw new Error('It took more than a minute.');

const piped = JSON.parse(
  run('sh', ['-c', 'cat photo.jpg | npx reelhook run - "orbit left" --json | cat']),
);
await expectMp4(piped.files[0]);
say(`The same with --json in a pipe: ${piped.files[0].split('/').at(-1)}.`);

const ready = performance.now();
const service = await startService();
say(`reelhook start is ready after ${Math.round(performance.now() - ready)} ms, npx included.`);
const server = { REELHOOK_URL: 'http://localhost:9787', REELHOOK_TOKEN: service.token };
const elsewhere = { ...environment, HOME: mkdtempSync(join(tmpdir(), 'reelhook-elsewhere-')) };
run('npx', ['reelhook', 'run', 'photo.jpg', 'pan right', '--output', 'elsewhere.mp4'], {
  env: { ...elsewhere, ...server },
});
await expectMp4(join(folder, 'elsewhere.mp4'));
say('The same against a server that is named: elsewhere.mp4.');
await service.stop();
if (existsSync(join(elsewhere.HOME, '.local'))) throw new Error('A service was started for it.');
rmSync(elsewhere.HOME, { recursive: true, force: true });

cpSync(join(root, 'test/package/typed.ts'), join(folder, 'typed.mts'));
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const options = [
  '--noEmit',
  '--strict',
  '--module',
  'nodenext',
  '--target',
  'es2022',
  '--types',
  '',
];
run(process.execPath, [compiler, ...options, '--lib', 'es2022,dom,dom.iterable', 'typed.mts']);
say('reelhook/client is typed.');
chmodSync(home, 0o755);
await runServiceFile(join(root, 'docs', 'reelhook.service'), folder);
say('The service file starts it under a plain user; a task that a stop interrupts is finished.');
rmSync(home, { recursive: true, force: true });
