import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type TransferMediaDependencies,
  transferMedia,
} from '../../../../functions/media/transfer-media.ts';
import { GuardedRequestError } from '../../../../functions/net/guarded-request-error.ts';

const photo = readFileSync(join(import.meta.dirname, '../../../../docs/samples/rocket.jpg'));
const page = Buffer.from('<!doctype html><script>alert(1)</script>');
const mp4 = Buffer.from('00000020667479706d703432', 'hex');
const m4a = Buffer.from('00000020667479704d344120', 'hex');
const webm = Buffer.from('1a45dfa3', 'hex');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

/** Copies a file of so many bytes that a server says is of that type; answers the type it was stored with too. */
async function transfer(bytes: Uint8Array, mediaType: string | undefined) {
  const stored: string[] = [];
  const context: TransferMediaDependencies = {
    mediaUrl: 'https://media.test',
    download: async () => ({ bytes, mediaType }),
    media: {
      put: async (_key, _bytes, type) => void stored.push(type),
      putFile: async () => undefined,
      get: async () => undefined,
      getFile: async () => false,
      remove: async () => undefined,
      copy: async () => {},
      size: async () => undefined,
    },
  };
  const answer = await transferMedia(context, { url: 'https://a.test/x/cat.jpg?s=1' });
  return { answer, stored };
}

describe('a file that is copied from an address', () => {
  it.each([
    ['a photo', photo, 'image/jpeg'],
    ['a photo of a neighbouring type', photo, 'image/jpg'],
    ['a video', mp4, 'video/mp4'],
    ['the sound of an MP4', mp4, 'audio/mp4'],
    ['a WebM of sound alone', webm, 'audio/webm'],
    ['sound', m4a, 'audio/x-m4a'],
  ])(
    'is kept as what its server says when its bytes bear that out: %s',
    async (_what, bytes, type) => {
      const { answer, stored } = await transfer(bytes, type);
      expect(stored).toEqual([type]);
      expect(answer).toMatchObject({
        url: expect.stringMatching(/^https:\/\/media\.test\/uploads\/[0-9a-f]{32}\/cat\.jpg$/),
      });
    },
  );

  it.each([undefined, 'application/octet-stream', 'binary/octet-stream'])(
    'is kept as what it is when its server says nothing of use (%s)',
    async (type) => {
      expect((await transfer(photo, type)).stored).toEqual(['image/jpeg']);
      expect((await transfer(m4a, type)).stored).toEqual(['audio/mp4']);
    },
  );

  it.each([
    [
      'a page that poses as a photo',
      page,
      'image/jpeg',
      'by its content; the address answered image/jpeg',
    ],
    ['a page', page, 'text/html', 'by its content; the address answered text/html'],
    ['a page of no type', page, undefined, 'must be an image, a video or audio by its content'],
    ['a photo that poses as a page', photo, 'text/html', 'is image/jpeg by its content, but'],
    ['a photo that poses as a video', photo, 'video/mp4', 'is image/jpeg by its content, but'],
    ['sound that poses as a video', m4a, 'video/mp4', 'is audio/mp4 by its content, but'],
    ['an SVG', svg, 'image/svg+xml', 'by its content; the address answered image/svg+xml'],
    [
      'an SVG in capitals',
      svg,
      'image/SVG+XML',
      'by its content; the address answered image/SVG+XML',
    ],
    ['a photo that poses as an SVG', photo, 'image/svg+xml', 'is image/jpeg by its content, but'],
    ['nothing at all', Buffer.alloc(0), 'image/png', 'must be an image, a video or audio'],
  ])('is refused in words otherwise: %s', async (_what, bytes, type, words) => {
    const { answer, stored } = await transfer(bytes, type);
    expect(answer).toEqual({ refused: expect.stringContaining(words) });
    expect(stored).toEqual([]);
  });

  it('is refused with what the guard says of its address', async () => {
    const download = async () => {
      throw new GuardedRequestError('blocked_address', 'the address is not public');
    };
    const context = { download, mediaUrl: '', media: {} as TransferMediaDependencies['media'] };
    const answer = await transferMedia(context, { url: 'http://10.0.0.1/' });
    expect(answer).toEqual({ refused: "can't be fetched: the address is not public" });
  });
});
