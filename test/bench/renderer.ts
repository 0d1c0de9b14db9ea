import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import installer from '@ffmpeg-installer/ffmpeg';
import { stop } from 'esbuild';
import { renderInChild } from '../../functions/rendering/render-in-child.ts';
import { bundleFunctions } from '../../infra/bundles.ts';
import { blobPhoto, jitterOf } from './jitter.ts';
import { measureProcesses, type ProcessUsage } from './process-usage.ts';

export interface BenchRow {
  readonly what: string;
  readonly ours: string;
  /** ffmpeg's `zoompan` filter, in the same run on the same photo. */
  readonly zoompan: string;
  /** Ours in parts of zoompan's. */
  readonly ratio: string;
  readonly target: string;
}

interface Measured extends ProcessUsage {
  readonly jitter: number;
}

const SIZE = { width: 1280, height: 720 };
const FRAMES = 150;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORKER = join(
  ROOT,
  'node_modules/.cache/reelhook/bundles/project/render-photo/render-worker.js',
);
const PHOTO = new URL('../../docs/samples/rocket.jpg', import.meta.url);

/** The embedded renderer, bundled as it is deployed, beside `zoompan`: a 5 s, 720p clip that zooms in. */
export async function benchRenderer(): Promise<{ title: string; rows: BenchRow[] }> {
  await bundleFunctions({ root: ROOT, nativePackages: 'project' });
  // Its process would be counted with those that render.
  await stop();
  const directory = await mkdtemp(join(tmpdir(), 'reelhook-bench-'));
  try {
    const photo = await readFile(PHOTO);
    const blob = await blobPhoto();
    const ours = await measure(directory, photo, blob, renderOurs);
    const zoompan = await measure(directory, photo, blob, renderZoompan);
    const row = (what: string, part: keyof Measured, digits: number, target: string): BenchRow => ({
      what,
      ours: ours[part].toFixed(digits),
      zoompan: zoompan[part].toFixed(digits),
      ratio: (ours[part] / zoompan[part]).toFixed(2),
      target,
    });
    return {
      title: 'Embedded renderer: a 5 s, 720p clip from a photo',
      rows: [
        row('wall, s', 'wallSeconds', 1, 'under 7'),
        row('CPU, s', 'cpuSeconds', 1, 'under 9'),
        row('peak memory, MB', 'peakMegabytes', 0, 'under 400'),
        row('jitter (second difference, RMS), px', 'jitter', 3, 'under 0.03'),
      ],
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

type Render = (directory: string) => Promise<unknown>;

async function measure(
  directory: string,
  photo: Buffer,
  blob: Buffer,
  render: Render,
): Promise<Measured> {
  await writeFile(join(directory, 'image'), photo);
  const usage = await measureProcesses(() => render(directory));
  await writeFile(join(directory, 'image'), blob);
  await render(directory);
  const video = join(directory, 'video.mp4');
  return { ...usage, jitter: await jitterOf(installer.path, video, SIZE.width, SIZE.height) };
}

function renderOurs(directory: string) {
  return renderInChild({
    workerFile: WORKER,
    order: {
      directory,
      job: {
        work: 'photo',
        renderId: 'bench',
        imageUrl: 'https://photos.example/a.jpg',
        prompt: 'zoom in',
        negativePrompt: '',
        seconds: 5,
        variant: 0,
      },
    },
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

function renderZoompan(directory: string) {
  const { width, height } = SIZE;
  const zoom = `zoompan=z='1+0.25*on/${FRAMES}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2'`;
  return promisify(execFile)(installer.path, [
    ...['-v', 'error', '-y', '-i', join(directory, 'image')],
    ...['-vf', `${zoom}:d=${FRAMES}:s=${width}x${height}:fps=30`, '-frames:v', `${FRAMES}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '17', '-pix_fmt', 'yuv420p'],
    join(directory, 'video.mp4'),
  ]);
}
