import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { HighlightsJob } from '../../../../functions/rendering/highlights/highlights-job.ts';
import { runHighlightsJob } from '../../../../functions/rendering/run-highlights-job.ts';
import { createMemoryMediaStore } from '../providers/embedded/memory-media-store.ts';
import { scenery } from './photo/pictures.ts';
import { WORKER_FILE } from './processes.ts';
import { greys, mp4Of, opened, remuxed } from './video/clips.ts';

const job: HighlightsJob = {
  work: 'highlights',
  renderId: 'a-task',
  family: 'video',
  sourceKey: 'results/a-task/x.mp4',
  posterKey: 'previews/a-task/x.jpg',
  previewKey: 'previews/a-task/x.mp4',
};

async function run(bytes: Uint8Array | undefined, changes: Partial<HighlightsJob> = {}) {
  const media = createMemoryMediaStore();
  const warnings: string[] = [];
  if (bytes) await media.put(job.sourceKey, bytes, 'video/mp4');
  const warn = (message: string) => void warnings.push(message);
  await runHighlightsJob({ files: media, workerFile: WORKER_FILE, warn }, { ...job, ...changes });
  media.files.delete(job.sourceKey);
  return { files: media.files, warnings };
}

it("a provider's video gets an upright poster and a small silent preview", async () => {
  const levels = [20, 20, 20, 20, 20, 20, 20, 20, 120, 120, 120, 120, 120, 120, 120, 120];
  const video = await mp4Of(
    { width: 640, height: 320 },
    greys({ width: 640, height: 320 }, levels),
  );
  const { files, warnings } = await run(await remuxed(video, { rotation: 90 }));
  expect(warnings).toEqual([]);
  const poster = files.get(job.posterKey);
  expect(poster?.mediaType).toBe('image/jpeg');
  expect(await sharp(poster?.bytes).metadata()).toMatchObject({
    ...{ format: 'jpeg', width: 320, height: 640 },
  });
  const preview = opened(files.get(job.previewKey ?? '')?.bytes ?? new Uint8Array());
  const track = await preview.getPrimaryVideoTrack();
  expect([await track?.getDisplayWidth(), await track?.getDisplayHeight()]).toEqual([160, 320]);
  expect(await preview.getPrimaryAudioTrack()).toBeNull();
}, 30_000);

it("a provider's picture gets a poster that is no larger than needed", async () => {
  const { files } = await run(await scenery(2000, 1000).webp().toBuffer(), {
    family: 'image',
    previewKey: undefined,
  });
  expect([...files.keys()]).toEqual([job.posterKey]);
  expect(await sharp(files.get(job.posterKey)?.bytes).metadata()).toMatchObject({
    ...{ format: 'jpeg', width: 1280, height: 640 },
  });
}, 30_000);

it('a result that is deleted meanwhile leaves no poster', async () => {
  const media = createMemoryMediaStore();
  await media.put(job.sourceKey, await scenery().png().toBuffer(), 'image/png');
  const putFile: typeof media.putFile = async (...file) => {
    await media.putFile(...file);
    await media.remove(job.sourceKey);
  };
  const tools = { files: { ...media, putFile }, workerFile: WORKER_FILE, warn: () => {} };
  await runHighlightsJob(tools, { ...job, family: 'image', previewKey: undefined });
  expect(media.files.size).toBe(0);
}, 30_000);

it('a file that can not be decoded, or is deleted meanwhile, gets none', async () => {
  const broken = await run(Buffer.from('no video'));
  expect(broken.files.size).toBe(0);
  expect(broken.warnings.join()).toContain('No poster can be made of results/a-task/x.mp4');
  expect(await run(undefined)).toMatchObject({ warnings: [] });
}, 30_000);
