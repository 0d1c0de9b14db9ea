import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createRenderStore } from '../../../../functions/providers/embedded/media-render-store.ts';
import type { RenderJob } from '../../../../functions/rendering/render-job.ts';
import type { RenderStore } from '../../../../functions/rendering/render-store.ts';
import {
  type RunRenderJobDependencies,
  runRenderJob,
} from '../../../../functions/rendering/run-render-job.ts';
import { createMemoryMediaStore } from '../providers/embedded/memory-media-store.ts';
import { voice, wav } from './audio/sounds.ts';
import { scenery } from './photo/pictures.ts';
import { WORKER_FILE } from './processes.ts';

const photo = await scenery().jpeg().toBuffer();
const job: RenderJob = {
  work: 'photo',
  renderId: '67d2a1f0c3b4e5d6f7a8b9c0',
  imageUrl: 'https://photos.example/a.jpg',
  prompt: 'push in',
  negativePrompt: '',
  seconds: 1,
  variant: 0,
};

const talkingJob: RenderJob = {
  work: 'talking-photo',
  renderId: job.renderId,
  imageUrl: job.imageUrl,
  audioUrl: 'https://sounds.example/a.wav',
  prompt: '',
  negativePrompt: '',
  seconds: 60,
  variant: 0,
};

let media: ReturnType<typeof createMemoryMediaStore>;
let renders: RenderStore;
let now: number;

beforeEach(() => {
  media = createMemoryMediaStore();
  renders = createRenderStore(media);
  now = 1_000_000;
});

function tools(changes: Partial<RunRenderJobDependencies> = {}): RunRenderJobDependencies {
  return {
    renders,
    download: async () => ({ bytes: photo }),
    clock: { now: () => now },
    wait: () => setTimeout(10),
    workerFile: WORKER_FILE,
    area: 64 * 64,
    ...changes,
  };
}

/** A download that fails about the address. */
function failing(
  category: string,
  message: string,
  status?: number,
): RunRenderJobDependencies['download'] {
  return vi.fn(() => Promise.reject(Object.assign(new Error(message), { category, status })));
}

/** Runs `event` at the first status that says the render is under way. */
function whenUnderWay(event: () => Promise<void> | void): RenderStore {
  let done = false;
  return {
    ...renders,
    async writeStatus(renderId, status) {
      await renders.writeStatus(renderId, status);
      if (done || status.state !== 'processing' || status.progress === 0) return;
      done = true;
      await event();
    },
  };
}

describe('rendering a photo', { timeout: 30_000 }, () => {
  it('ends with a clip in the bucket', async () => {
    await runRenderJob(tools(), job);
    const key = `renders/${job.renderId}/video.mp4`;
    expect(await renders.readStatus(job.renderId)).toEqual({
      state: 'completed',
      updatedAt: now,
      key,
      media: {
        ...{ width: 80, height: 48, seconds: 1 },
        bytes: media.files.get(key)?.bytes.length,
        sha256: createHash('sha256')
          .update(media.files.get(key)?.bytes ?? '')
          .digest('hex'),
        posterKey: `renders/${job.renderId}/poster.jpg`,
        previewKey: `renders/${job.renderId}/preview.mp4`,
      },
    });
    expect(media.files.get(key)?.mediaType).toBe('video/mp4');
    const poster = media.files.get(`renders/${job.renderId}/poster.jpg`);
    expect(await sharp(poster?.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 80 });
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    const watched: RenderStore = {
      ...renders,
      async writeStatus(renderId, status) {
        if (status.state === 'processing') seen.push(status.progress);
        await renders.writeStatus(renderId, status);
      },
    };
    await runRenderJob(tools({ renders: watched, area: 640 * 640 }), { ...job, seconds: 3 });
    expect(seen[0]).toBe(0);
    expect(new Set(seen).size).toBeGreaterThan(3);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('does nothing for a render that is done', async () => {
    await runRenderJob(tools(), job);
    const download = vi.fn();
    await runRenderJob(tools({ download }), job);
    expect(download).not.toHaveBeenCalled();
  });

  it('gives way when the same render is finished elsewhere', async () => {
    const completed = { state: 'completed', updatedAt: now, key: 'renders/other.mp4' } as const;
    const store = whenUnderWay(() => renders.writeStatus(job.renderId, completed));
    await runRenderJob(tools({ renders: store, area: 921_600 }), { ...job, seconds: 20 });
    expect(await renders.readStatus(job.renderId)).toEqual(completed);
  });

  it.each([
    ['dns', 'The name photos.example could not be resolved.', 'image_unreachable', 3],
    ['blocked_address', 'The address is private.', 'image_unreachable', 1],
    ['http_4xx', 'photos.example answered 404.', 'image_unreachable', 1],
    ['http_5xx', 'photos.example answered 503.', 'image_unreachable', 3],
    ['too_large', 'too large', 'image_too_large', 1],
    ['redirect', 'It redirects to https://b.example/.', 'image_redirects', 1],
  ])('fails clearly when the download fails: %s', async (category, message, code, times) => {
    const download = failing(category, message);
    await runRenderJob(tools({ download }), job);
    expect(await renders.readStatus(job.renderId)).toMatchObject({ state: 'failed', code });
    expect(download).toHaveBeenCalledTimes(times);
  });

  it('names the target of a redirect and what to do', async () => {
    await runRenderJob(
      tools({ download: failing('redirect', 'It redirects to https://b.example/.') }),
      job,
    );
    expect(await renders.readStatus(job.renderId)).toMatchObject({
      message:
        "The picture can't be fetched. It redirects to https://b.example/. " +
        'Five redirects are followed: give the final address.',
    });
  });

  it('tries a busy server again', async () => {
    const busy = failing('http_4xx', 'busy', 429);
    let calls = 0;
    const download: RunRenderJobDependencies['download'] = async (url, limits) =>
      calls++ === 0 ? busy(url, limits) : { bytes: photo };
    await runRenderJob(tools({ download }), job);
    expect(await renders.readStatus(job.renderId)).toMatchObject({ state: 'completed' });
  });

  it('names the end picture when that is at fault', async () => {
    const download: RunRenderJobDependencies['download'] = async (url) => ({
      bytes: url.endsWith('a.jpg') ? photo : Buffer.from('<html>'),
    });
    await runRenderJob(tools({ download }), {
      ...job,
      endImageUrl: 'https://photos.example/b.jpg',
    });
    expect(await renders.readStatus(job.renderId)).toMatchObject({
      code: 'end_image_not_a_picture',
      message: 'The end picture is a web page; send a JPEG, HEIC, PNG, WebP, AVIF or GIF.',
    });
  });

  it('makes a photo talk', async () => {
    const speech = wav(voice(0.5, [[0, 0.5]]));
    const download: RunRenderJobDependencies['download'] = async (url) => ({
      bytes: url.endsWith('.wav') ? speech : photo,
    });
    await runRenderJob(tools({ download }), talkingJob);
    expect(await renders.readStatus(job.renderId)).toMatchObject({ state: 'completed' });
    expect(media.files.get(`renders/${job.renderId}/video.mp4`)?.bytes.length).toBeGreaterThan(
      1000,
    );
  });

  it.each([
    ['a web page', '<html>', 'audio_not_audio', /^The audio is no audio file; send a WAV/],
    ['missing', 404, 'audio_unreachable', /^The audio can't be fetched\. answered 404/],
  ])('names the audio when that is %s', async (_, answer, code, message) => {
    const missing = failing('http_4xx', `answered ${answer}`);
    const download: RunRenderJobDependencies['download'] = async (url, limits) => {
      if (!url.endsWith('.wav')) return { bytes: photo };
      return typeof answer === 'string' ? { bytes: Buffer.from(answer) } : missing(url, limits);
    };
    await runRenderJob(tools({ download }), talkingJob);
    expect(await renders.readStatus(job.renderId)).toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('stops when the task is canceled', async () => {
    const store = whenUnderWay(() => renders.markCanceled(job.renderId));
    await runRenderJob(tools({ renders: store, area: 921_600 }), { ...job, seconds: 20 });
    expect(await renders.readStatus(job.renderId)).toMatchObject({
      state: 'failed',
      code: 'canceled',
    });
    expect(media.files.has(`renders/${job.renderId}/video.mp4`)).toBe(false);
  });

  it('does not begin what was canceled before', async () => {
    await renders.markCanceled(job.renderId);
    const download = vi.fn();
    await runRenderJob(tools({ download }), job);
    expect(download).not.toHaveBeenCalled();
    expect(await renders.readStatus(job.renderId)).toMatchObject({ code: 'canceled' });
  });

  it('stops a render that takes too long', async () => {
    const store = whenUnderWay(() => {
      now += 3_600_000;
    });
    await runRenderJob(tools({ renders: store, area: 921_600 }), { ...job, seconds: 20 });
    expect(await renders.readStatus(job.renderId)).toMatchObject({ code: 'render_timeout' });
  });

  it('throws a fault of ours, and calls the render failed when it happens a third time', async () => {
    const broken = tools({ ffmpegPath: '/bin/false' });
    for (const failures of [1, 2]) {
      await expect(runRenderJob(broken, job)).rejects.toThrow('/bin/false ended with code 1');
      expect(await renders.readStatus(job.renderId)).toMatchObject({
        state: 'processing',
        failures,
      });
    }
    await expect(runRenderJob(broken, job)).rejects.toThrow('/bin/false ended with code 1');
    expect(await renders.readStatus(job.renderId)).toMatchObject({
      state: 'failed',
      code: 'render_failed',
    });
  });

  it('does not mind how often a run has died with its process', async () => {
    const never: RunRenderJobDependencies['download'] = vi.fn(() => new Promise<never>(() => {}));
    for (let deaths = 1; deaths <= 5; deaths += 1) {
      void runRenderJob(tools({ download: never }), job);
      await vi.waitUntil(() => vi.mocked(never).mock.calls.length === deaths);
    }
    await expect(runRenderJob(tools({ ffmpegPath: '/bin/false' }), job)).rejects.toThrow(
      '/bin/false',
    );
    await runRenderJob(tools(), job);
    expect(await renders.readStatus(job.renderId)).toMatchObject({ state: 'completed' });
  });

  it('goes through on the second run after a fault of ours', async () => {
    const download: RunRenderJobDependencies['download'] = () =>
      Promise.reject(new Error('no file handles left'));
    await expect(runRenderJob(tools({ download }), job)).rejects.toThrow('no file handles');
    await runRenderJob(tools(), job);
    expect(await renders.readStatus(job.renderId)).toMatchObject({ state: 'completed' });
  });
});
