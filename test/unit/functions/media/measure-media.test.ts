import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MediaFamily } from '../../../../functions/media/detect-media.ts';
import { measureMedia } from '../../../../functions/media/measure-media.ts';
import { wavOf } from '../../../fakes/wav.ts';
import { createMemoryMediaStore } from '../providers/embedded/memory-media-store.ts';

const photo = readFileSync(join(import.meta.dirname, '../../../../docs/samples/rocket.jpg'));

describe.each([
  ['a file that came with the call', (content: Buffer) => content],
  ['a file that is in the bucket alone', () => undefined],
])('%s', (_file, send) => {
  async function measure(content: Buffer, family: MediaFamily) {
    const media = createMemoryMediaStore();
    await media.put('a', content, 'x/y');
    return measureMedia(media, { key: 'a', family, content: send(content) });
  }

  it('is measured by its content', async () => {
    expect(await measure(wavOf(12), 'audio')).toEqual({ seconds: 12 });
    expect(await measure(photo, 'image')).toEqual({ width: 640, height: 427 });
  });

  it('has no measures where it is broken or something else', async () => {
    expect(await measure(photo, 'audio')).toEqual({});
    expect(await measure(wavOf(2).subarray(0, 30), 'audio')).toEqual({});
    expect(await measure(photo.subarray(0, 4), 'image')).toEqual({});
  });
});

it('a file that is gone has no measures', async () => {
  const gone = { key: 'gone', family: 'video' } as const;
  expect(await measureMedia(createMemoryMediaStore(), gone)).toEqual({});
});
