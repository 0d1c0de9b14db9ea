import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProgramCodecs } from '../../functions/rendering/codecs/program-codecs.ts';
import { renderClip } from '../../functions/rendering/photo/render-clip.ts';
import { bundleFunctions } from '../../infra/bundles.ts';
import { quantile, type Table } from './table.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CODECS = join(
  ROOT,
  'node_modules/.cache/reelhook/bundles/project/render-photo/codec-program.js',
);
const PHOTO = new URL('../../docs/samples/rocket.jpg', import.meta.url);
const RUNS = 5;

/** What poster and preview add to a 5 s, 720p clip: rendered in turn with and without them. */
export async function benchHighlights(): Promise<Table> {
  await bundleFunctions({ root: ROOT, nativePackages: 'project' });
  const image = await readFile(PHOTO);
  const folder = await mkdtemp(join(tmpdir(), 'reelhook-bench-'));
  const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
  try {
    for (let run = 0; run < RUNS; run++) {
      times.without.push(await measure(image, folder, false));
      times.with.push(await measure(image, folder, true));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const [plain, whole] = [quantile(times.without, 0.5), quantile(times.with, 0.5)];
  return {
    title: `Poster and preview of a 5 s, 720p clip, the median of ${RUNS}`,
    rows: [
      {
        'without, ms': plain.toFixed(0),
        'with, ms': whole.toFixed(0),
        'more, ms': (whole - plain).toFixed(0),
        target: 'under 300 more',
      },
    ],
  };
}

/** In milliseconds. */
async function measure(image: Uint8Array, folder: string, hasHighlights: boolean): Promise<number> {
  const begun = performance.now();
  await renderClip({
    image,
    endImage: undefined,
    aspect: undefined,
    prompt: 'zoom in',
    negativePrompt: '',
    seconds: 5,
    variant: 0,
    area: undefined,
    codecs: createProgramCodecs(CODECS),
    file: join(folder, 'video.mp4'),
    highlights: hasHighlights
      ? { poster: join(folder, 'poster.jpg'), preview: join(folder, 'preview.mp4') }
      : undefined,
    onProgress: () => {},
  });
  return performance.now() - begun;
}
