import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MediaFamily } from '../../../../functions/media/detect-media.ts';
import { measureMedia } from '../../../../functions/media/measure-media.ts';
import { wavOf } from '../../../fakes/wav.ts';
import { createMemoryMediaStore } from '../providers/embedded/memory-media-store.ts';

const photo = readFileSync(join(import.meta.dirname, '../../../../docs/samples/rocket.jpg'));

/** Reads it into memory, or from the disk where it is said to be too large for that. */
describe.each([
  ['a stored file', 1_000],
  ['a large stored file', 100_000_000],
])('%s', (_file, size) => {
  async function measure(content: Buffer, family: MediaFamily) {
    const media = createMemoryMediaStore();
    await media.put('a', content, 'x/y');
    return measureMedia(media, { key: 'a', family, bytes: size });
  }

  it('is measured by its content', async () => {
    expect(await measure(wavOf(12), 'audio')).toEqual({ seconds: 12 });
    expect(await measure(photo, 'image')).toEqual({ width: 640, height: 427 });
  });

  it('has no measures where it is broken, something else or gone', async () => {
    expect(await measure(photo, 'audio')).toEqual({});
    expect(await measure(wavOf(2).subarray(0, 30), 'audio')).toEqual({});
    expect(await measure(photo.subarray(0, 4), 'image')).toEqual({});
    const gone = { key: 'gone', family: 'video', bytes: size } as const;
    expect(await measureMedia(createMemoryMediaStore(), gone)).toEqual({});
  });
});
