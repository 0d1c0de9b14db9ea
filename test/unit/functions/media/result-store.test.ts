import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { measureMedia } from '../../../../functions/media/measure-media.ts';
import { createResultStore } from '../../../../functions/media/result-store.ts';
import { createFileDownload } from '../../../../functions/net/download.ts';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { providerLinkPolicy } from '../../../../functions/net/url-policy.ts';
import { SMALLEST_VIDEO } from '../../../../functions/providers/mock/smallest-video.ts';
import { type Answer, startReceiver } from '../../../fakes/receiver.ts';
import { createMemoryMediaStore } from '../providers/embedded/memory-media-store.ts';

const download = createFileDownload(
  createGuardedRequest(providerLinkPolicy('allowed')),
  'Reelhook/test',
);

function createStore() {
  const media = createMemoryMediaStore();
  const measure = measureMedia.bind(undefined, media);
  return { media, results: createResultStore({ media, download, measure }) };
}

/** The first bytes of a WebM file (RFC 8794). */
const webm = Buffer.from('1a45dfa3 a video'.slice(0, 8), 'hex');
const video: Answer = (response) =>
  void response.writeHead(200, { 'content-type': 'video/webm' }).end(webm);
const redirectTo =
  (location: string): Answer =>
  (response) =>
    void response.writeHead(302, { location }).end();

describe('a finished file', () => {
  it('is stored as it is when the provider hands it over', async () => {
    const { media, results } = createStore();
    const bytes = Buffer.from(SMALLEST_VIDEO, 'base64');
    const { key } = await results.copy('a-task', { bytes, mediaType: 'video/mp4' });
    expect(key).toMatch(/^results\/a-task\/[0-9a-f]{32}\.mp4$/);
    expect((await media.get(key))?.bytes).toEqual(bytes);
    expect((await media.get(key))?.mediaType).toBe('video/mp4');
  });

  it('is fetched with the headers that the provider asks for', async () => {
    await using provider = await startReceiver(video);
    const { media, results } = createStore();
    const headers = { 'x-goog-api-key': 'secret' };
    const { key } = await results.copy('a-task', { url: provider.url, headers });
    expect(provider.requests[0]?.headers).toMatchObject(headers);
    expect((await media.get(key))?.mediaType).toBe('video/webm');
  });

  it('is followed to where it is kept, without the credentials', async () => {
    await using storage = await startReceiver(video);
    await using provider = await startReceiver(redirectTo(storage.url));
    const { media, results } = createStore();
    const headers = { 'x-goog-api-key': 'secret' };
    const { key } = await results.copy('a-task', { url: provider.url, headers });
    expect(provider.requests[0]?.headers).toMatchObject(headers);
    expect(storage.requests[0]?.headers).not.toHaveProperty('x-goog-api-key');
    expect(await media.size(key)).toBe(4);
  });

  const png = '\u0089PNG\r\n\u001a\n';
  it.each([
    ['image/png', png, 'image/png', '.png'],
    ['image/jpeg; charset=binary', '\u00ff\u00d8\u00ff', 'image/jpeg', '.jpg'],
    ['application/octet-stream', png, 'image/png', '.png'],
    ['text/html', png, 'image/png', '.png'],
    ['image/svg+xml', png, 'image/png', '.png'],
  ])('said to be %s is kept as what it is', async (said, content, mediaType, ending) => {
    const { media, results } = createStore();
    const bytes = Buffer.from(content, 'latin1');
    const { key } = await results.copy('a-task', { bytes, mediaType: said }, 'image/webp');
    expect((await media.get(key))?.mediaType).toBe(mediaType);
    expect(key.endsWith(ending)).toBe(true);
  });

  it.each([
    ['a page', 200, 'text/html', '<!DOCTYPE html>', 'is no video by its content'],
    ['JSON', 200, 'application/json', '{"detail":"gone"}', 'the address answered application/json'],
    ['nothing', 200, 'video/mp4', '', 'is empty'],
    ['no content', 204, 'video/mp4', '', 'is empty'],
    ['a page that is said to be a video', 200, 'video/mp4', '<html>', 'is no video'],
    ['a picture', 200, 'video/mp4', png, 'is image/png, where video/mp4 was to be made'],
  ])('is refused in words where there is %s instead', async (_, status, type, content, words) => {
    await using provider = await startReceiver(
      (response) =>
        void response.writeHead(status, { 'content-type': type }).end(content, 'latin1'),
    );
    const { media, results } = createStore();
    const copied = results.copy('a-task', { url: provider.url });
    await expect(copied).rejects.toMatchObject({
      problem: 'invalid',
      message: expect.stringContaining(words),
    });
    expect(media.files.size).toBe(0);
  });

  it('is read out of a data URL', async () => {
    const { media, results } = createStore();
    const url = `data:video/mp4;base64,${SMALLEST_VIDEO}`;
    const { key } = await results.copy('a-task', { url });
    expect((await media.get(key))?.bytes).toEqual(Buffer.from(SMALLEST_VIDEO, 'base64'));
    const encoded = `data:image/png,${encodeURI('x')}%89PNG%0D%0A%1A%0A`.replace(',x', ',');
    const picture = await results.copy('a-task', { url: encoded }, 'image/png');
    expect((await media.get(picture.key))?.mediaType).toBe('image/png');
  });

  it('is measured, and has a poster where there is something to see', async () => {
    const { results } = createStore();
    const picture = sharp({ create: { width: 90, height: 70, channels: 3, background: 'red' } });
    const bytes = await picture.png().toBuffer();
    const mediaType = 'image/png';
    const stored = await results.copy('a-task', { bytes, mediaType }, mediaType);
    const { key, media, lacksHighlights } = stored;
    expect(media).toEqual({
      ...{ width: 90, height: 70, bytes: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
      posterKey: key.replace('results/', 'previews/').replace('.png', '.jpg'),
    });
    expect(lacksHighlights).toBe(true);
    const tiny = { bytes: Buffer.from(SMALLEST_VIDEO, 'base64'), mediaType: 'video/mp4' };
    expect(await results.copy('a-task', tiny)).toMatchObject({
      media: { width: 32, height: 32, seconds: 1, bytes: tiny.bytes.length },
      lacksHighlights: false,
    });
  });

  it('that was rendered here brings its poster and its preview along', async () => {
    const { media, results } = createStore();
    const names = ['video.mp4', 'poster.jpg', 'preview.mp4'] as const;
    for (const name of names) await media.put(`renders/a/${name}`, Buffer.from(name), 'x/y');
    const [key, posterKey, previewKey] = names.map((name) => `renders/a/${name}`) as [
      ...[string, string, string],
    ];
    const facts = { width: 64, height: 64, seconds: 1, bytes: 9, sha256: 'abc' };
    const stored = await results.copy('a', { key, media: { ...facts, posterKey, previewKey } });
    expect(stored).toMatchObject({ media: facts, lacksHighlights: false });
    const keys = [stored.key, stored.media?.posterKey, stored.media?.previewKey];
    const contents = keys.map((stored) => media.files.get(stored ?? '')?.bytes.toString());
    expect(contents).toEqual(names);
  });

  it('is not chased in circles', async () => {
    await using provider = await startReceiver(redirectTo('/again'));
    const { results } = createStore();
    await expect(results.copy('a-task', { url: provider.url })).rejects.toThrow('redirects to');
    expect(provider.requests).toHaveLength(6);
  });

  it('is never followed where an address may not lead', async () => {
    await using provider = await startReceiver(redirectTo('http://169.254.169.254/latest'));
    const { results } = createStore();
    await expect(results.copy('a-task', { url: provider.url })).rejects.toMatchObject({
      problem: 'unreachable',
    });
  });

  it.each([
    [403, 'unreachable'],
    [410, 'unreachable'],
    [429, 'delayed'],
    [503, 'delayed'],
  ])('that is answered with %d is %s', async (status, problem) => {
    await using provider = await startReceiver(status);
    const { results } = createStore();
    const copied = results.copy('a-task', { url: provider.url });
    await expect(copied).rejects.toMatchObject({ problem });
  });

  it.each([
    ['http://name:secret@127.0.0.1/x', 'unreachable'],
    ['http://127.0.0.1:81/a file with spaces', 'delayed'],
    [`http://127.0.0.1:1/${'x'.repeat(9000)}`, 'delayed'],
    ['ftp://127.0.0.1/x', 'unreachable'],
    ['not an address', 'unreachable'],
  ])('at %s is %s', async (url, problem) => {
    const { results } = createStore();
    await expect(results.copy('a-task', { url })).rejects.toMatchObject({ problem });
  });
});
