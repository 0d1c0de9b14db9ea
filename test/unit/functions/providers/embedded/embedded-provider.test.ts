import { beforeEach, describe, expect, it } from 'vitest';
import { imageToVideo } from '../../../../../functions/catalog/kinds/image-to-video.ts';
import { createEmbeddedProvider } from '../../../../../functions/providers/embedded/embedded-provider.ts';
import { createRenderStore } from '../../../../../functions/providers/embedded/media-render-store.ts';
import type { RenderJob } from '../../../../../functions/rendering/render-job.ts';
import { createMemoryMediaStore } from './memory-media-store.ts';

const taskId = '67d2a1f0c3b4e5d6f7a8b9c0';
const operation = { renderId: taskId };

function requestOf(fields: Record<string, unknown> = {}) {
  return imageToVideo.request.parse({ image_url: 'https://photos.example/a.jpg', ...fields });
}

describe('the embedded provider', () => {
  let launched: RenderJob[];
  let now: number;
  let renders: ReturnType<typeof createRenderStore>;
  let provider: ReturnType<typeof createEmbeddedProvider>;
  let launchFails: boolean;

  beforeEach(() => {
    launched = [];
    now = 5_000_000;
    launchFails = false;
    renders = createRenderStore(createMemoryMediaStore());
    provider = createEmbeddedProvider({
      renders,
      clock: { now: () => now },
      async launchRender(job) {
        if (launchFails) throw new Error('throttled');
        launched.push(job);
      },
    });
  });

  function start(fields: Record<string, unknown> = {}, variant = 0) {
    return provider.start({ taskId, kind: 'image-to-video', request: requestOf(fields), variant });
  }

  it('launches a render and answers its id', async () => {
    expect(await start({ prompt: 'push in', negative_prompt: 'blur', video_time: 10 }, 2)).toEqual(
      operation,
    );
    expect(launched).toEqual([
      {
        work: 'photo',
        renderId: taskId,
        imageUrl: 'https://photos.example/a.jpg',
        prompt: 'push in',
        negativePrompt: 'blur',
        seconds: 10,
        variant: 2,
      },
    ]);
    expect(await provider.check(operation)).toEqual({ state: 'running', phase: 'queued' });
  });

  it('renders from a first to a last frame only when that is asked for', async () => {
    await start({ model_type: 'FLF2V', end_image_url: 'https://photos.example/b.jpg' });
    await start({ end_image_url: 'https://photos.example/b.jpg' });
    expect(launched.map((job) => job.work === 'photo' && job.endImageUrl)).toEqual([
      'https://photos.example/b.jpg',
      undefined,
    ]);
  });

  it('launches again after a start that died before its launch', async () => {
    launchFails = true;
    await expect(start()).rejects.toThrow('throttled');
    launchFails = false;
    expect(await start()).toEqual(operation);
    expect(launched).toHaveLength(1);
  });

  it('starts no second render once one is under way or done', async () => {
    await start();
    await renders.writeStatus(taskId, {
      state: 'processing',
      updatedAt: now,
      progress: 40,
      failures: 0,
    });
    expect(await start()).toEqual(operation);
    await renders.writeStatus(taskId, {
      state: 'completed',
      updatedAt: now,
      key: 'renders/x/video.mp4',
    });
    expect(await start()).toEqual(operation);
    expect(launched).toHaveLength(1);
  });

  it('tells how the render is', async () => {
    await renders.writeStatus(taskId, {
      state: 'processing',
      updatedAt: now,
      progress: 40,
      failures: 0,
    });
    expect(await provider.check(operation)).toEqual({
      state: 'running',
      phase: 'processing',
      progress: 40,
    });
    const failure = { code: 'image_truncated', message: 'The picture is cut short.' };
    await renders.writeStatus(taskId, { state: 'failed', updatedAt: now, ...failure });
    expect(await provider.check(operation)).toEqual({ state: 'failed', ...failure });
    await renders.writeStatus(taskId, {
      state: 'completed',
      updatedAt: now,
      key: 'renders/x/video.mp4',
    });
    expect(await provider.check(operation)).toEqual({
      state: 'completed',
      result: { key: 'renders/x/video.mp4' },
    });
  });

  it('gives up a render that has fallen silent, and one it knows nothing of', async () => {
    await renders.writeStatus(taskId, {
      state: 'processing',
      updatedAt: now,
      progress: 40,
      failures: 0,
    });
    now += 14 * 60_000;
    expect(await provider.check(operation)).toMatchObject({ state: 'running' });
    now += 2 * 60_000;
    expect(await provider.check(operation)).toMatchObject({
      state: 'failed',
      code: 'render_failed',
    });
    expect(await provider.check({ renderId: 'other' })).toMatchObject({ code: 'render_failed' });
  });

  it('marks a render canceled', async () => {
    await provider.cancel?.(operation);
    expect(await renders.isCanceled(taskId)).toBe(true);
  });

  it('refuses what it cannot honour, by field', () => {
    const refused = (fields: Record<string, unknown>) =>
      provider.refusals('image-to-video', requestOf(fields)).map(({ field }) => field);
    expect(refused({ lora: 'preset', model_version: 'a2e-v2' })).toEqual(['lora', 'model_version']);
    expect(refused({ aspect_ratio: '21:9' })).toEqual(['aspect_ratio']);
    expect(refused({ aspect_ratio: '9:16' })).toEqual([]);
    expect(refused({ aspect_ratio: 'auto' })).toEqual([]);
    expect(refused({ model_version: 'a2e', extend_prompt: true, skip_face_enhance: true })).toEqual(
      [],
    );
  });

  it('expects longer clips to take longer', () => {
    const seconds = [5, 10, 15, 20].map((video_time) =>
      provider.expectedSeconds('image-to-video', requestOf({ video_time })),
    );
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    expect(seconds[0]).toBeGreaterThan(3);
    expect(seconds[0]).toBeLessThan(10);
  });

  it('does not take an operation that is none of its own', async () => {
    await expect(provider.check({ id: 'x' })).rejects.toThrow();
  });
});
