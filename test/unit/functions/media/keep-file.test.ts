import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeepFile } from '../../../../functions/media/keep-file.ts';
import { GuardedRequestError } from '../../../../functions/net/guarded-request-error.ts';
import { wavOf } from '../../../fakes/wav.ts';

const photo = readFileSync(join(import.meta.dirname, '../../../../docs/samples/rocket.jpg'));

async function keep(bytes: Uint8Array, mediaType: string | undefined) {
  const stored: string[][] = [];
  const keepFile = createKeepFile({
    download: async () => ({ bytes, mediaType }),
    media: { put: async (key, _bytes, type) => void stored.push([key, type]) },
    measure: async ({ family }) => (family === 'image' ? { width: 2, height: 1 } : { seconds: 3 }),
  });
  return { kept: await keepFile('https://cdn.test/x', 'speech'), stored };
}

describe('a file that a provider answers', () => {
  it('is kept under a name that nobody can guess, with its length', async () => {
    const { kept, stored } = await keep(wavOf(3), 'audio/wav');
    const key = expect.stringMatching(/^speech\/[0-9a-f]{32}\.wav$/);
    expect(kept).toEqual({ key, mediaType: 'audio/wav', seconds: 3 });
    expect(stored).toEqual([[key, 'audio/wav']]);
  });

  it('has no length where it does not play', async () => {
    const { kept } = await keep(photo, undefined);
    expect(kept).toEqual({
      key: expect.stringMatching(/\.jpg$/),
      mediaType: 'image/jpeg',
    });
  });

  it('is not kept when it is no media, or not what its server says', async () => {
    const page = await keep(Buffer.from('<!doctype html>'), 'text/html');
    expect(page).toMatchObject({ kept: { refused: expect.stringContaining('must be an image') } });
    const posing = await keep(photo, 'audio/mpeg');
    expect(posing.kept).toMatchObject({ refused: expect.stringContaining('is image/jpeg') });
    expect([...page.stored, ...posing.stored]).toEqual([]);
  });

  it('may be gone', async () => {
    const gone = new GuardedRequestError('http_4xx', 'The server answered 404.');
    const kept = { media: { put: async () => {} }, measure: async () => ({}) };
    const keepFile = createKeepFile({ ...kept, download: () => Promise.reject(gone) });
    expect(await keepFile('https://cdn.test/x', 'speech')).toEqual({
      refused: "The provider's file can't be fetched: The server answered 404.",
    });
    const fault = createKeepFile({ ...kept, download: () => Promise.reject(new Error('oops')) });
    await expect(fault('https://cdn.test/x', 'results')).rejects.toThrow('oops');
  });
});
