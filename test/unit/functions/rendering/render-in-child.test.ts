import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ChildRender,
  renderInChild,
} from '../../../../functions/rendering/render-in-child.ts';
import type { RenderJob } from '../../../../functions/rendering/render-job.ts';
import { plain, scenery } from './photo/pictures.ts';
import { isRunning, processesOf, WORKER_FILE } from './processes.ts';

const AREA = 160 * 96;
const WAIT = { timeout: 10_000, interval: 20 };

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelhook-test-'));
  await writeFile(join(directory, 'image'), await scenery().png().toBuffer());
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const job: RenderJob = {
  work: 'photo',
  renderId: '67d2a1f0c3b4e5d6f7a8b9c0',
  imageUrl: 'https://photos.example/a.jpg',
  prompt: 'push in',
  negativePrompt: '',
  seconds: 5,
  variant: 0,
};

function render(
  { job: more, ...order }: Partial<Omit<ChildRender['order'], 'job'>> & { job?: object } = {},
  rest: Partial<ChildRender> = {},
) {
  return renderInChild({
    workerFile: WORKER_FILE,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...rest,
    order: {
      directory,
      area: AREA,
      ...order,
      job: { ...job, ...more },
    },
  });
}

describe('a render in a process of its own', { timeout: 30_000 }, () => {
  it('makes an MP4 that others can read, and tells how far it is', async () => {
    const progress: number[] = [];
    const onProgress = (done: number, total: number) => progress.push(done / total);
    expect(await render({}, { onProgress })).toMatchObject({ type: 'completed' });

    expect(progress).toHaveLength(150);
    expect(progress.at(-1)).toBe(1);
    using input = new Input({
      source: new FilePathSource(join(directory, 'video.mp4')),
      formats: ALL_FORMATS,
    });
    const track = await input.getPrimaryVideoTrack();
    expect(Math.abs((await input.computeDuration()) - 5)).toBeLessThan(0.1);
    expect(await track?.getCodec()).toBe('avc');
    expect(await track?.getCodecParameterString()).toMatch(/^avc1\.6400/);
    expect(await track?.getCodedWidth()).toBe(160);
    expect(await track?.getCodedHeight()).toBe(96);
    expect(await track?.getColorSpace()).toEqual({
      primaries: 'bt709',
      transfer: 'bt709',
      matrix: 'bt709',
      fullRange: false,
    });
  });

  it('dissolves into a last frame', async () => {
    await writeFile(join(directory, 'end-image'), await plain('#108030').jpeg().toBuffer());
    expect(
      await render({ job: { endImageUrl: 'https://photos.example/b.jpg', seconds: 1 } }),
    ).toMatchObject({ type: 'completed' });
  });

  it('refuses a picture that is none', async () => {
    await writeFile(join(directory, 'image'), 'no picture');
    expect(await render()).toMatchObject({ type: 'refused', code: 'image_not_a_picture' });
  });

  it('takes an ffmpeg that fails or is missing for a fault of ours', async () => {
    await expect(render({ ffmpegPath: '/bin/false' })).rejects.toThrow(
      '/bin/false ended with code 1',
    );
    await expect(render({ ffmpegPath: '/no/such/ffmpeg' })).rejects.toThrow('could not be started');
  });

  it('takes a worker that dies for a fault of ours', async () => {
    const workerFile = fileURLToPath(new URL('./no-such-worker.ts', import.meta.url));
    await expect(render({}, { workerFile })).rejects.toThrow(
      /ended with code 1: .*Cannot find module/s,
    );
  });

  it('leaves no process when it is stopped', async () => {
    const stop = new AbortController();
    const rendering = render({ job: { seconds: 20 }, area: 921_600 }, { signal: stop.signal });
    rendering.catch(() => {});
    const processes = await vi.waitUntil(() => found(processesOf(directory)), WAIT);

    stop.abort(new Error('enough'));
    await expect(rendering).rejects.toThrow('enough');
    await vi.waitUntil(() => !processes.some(isRunning), WAIT);
  });

  it('leaves no process and no file when its parent is killed', async () => {
    const program = fileURLToPath(new URL('./render-until-killed.ts', import.meta.url));
    using parent = spawn(process.execPath, [program, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const processes = processesOf(join(directory, 'video.mp4'));
    expect(processes).toHaveLength(2);

    parent.kill('SIGKILL');
    await vi.waitUntil(() => !processes.some(isRunning), WAIT);
    expect(existsSync(directory)).toBe(false);
  });
});

/** ffmpeg and the worker, once ffmpeg runs. */
function found(processes: number[]): number[] | undefined {
  return processes.length > 0 ? processes : undefined;
}
