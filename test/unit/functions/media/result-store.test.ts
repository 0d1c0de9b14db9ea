import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createResultStore } from '../../../../functions/media/result-store.ts';
import { createFileDownload } from '../../../../functions/net/download.ts';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { downloadPolicy } from '../../../../functions/net/url-policy.ts';
import { SMALLEST_VIDEO } from '../../../../functions/providers/mock/smallest-video.ts';
import { type Answer, startReceiver } from '../../../fakes/receiver.ts';
import { createMemoryMediaStore } from '../providers/embedded/memory-media-store.ts';

const download = createFileDownload(createGuardedRequest(downloadPolicy('allowed')));

function createStore() {
  const media = createMemoryMediaStore();
  return { media, results: createResultStore({ media, download }) };
}

const video: Answer = (response) =>
  void response.writeHead(200, { 'content-type': 'video/webm' }).end('a video');
const redirectTo =
  (location: string): Answer =>
  (response) =>
    void response.writeHead(302, { location }).end();

describe('a finished file', () => {
  it('is stored as it is when the provider hands it over', async () => {
    const { media, results } = createStore();
    const bytes = Buffer.from('a video');
    const { key } = await results.copy('a-task', { bytes, mediaType: 'video/mp4' });
    expect(key).toMatch(/^results\/a-task\/[0-9a-f]{32}\.mp4$/);
    expect(Buffer.from((await media.get(key))?.bytes ?? []).toString()).toBe('a video');
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
    expect(await media.size(key)).toBe(7);
  });

  it.each([
    ['image/png', 'a picture', 'image/png', '.png'],
    ['image/jpeg; charset=binary', 'a picture', 'image/jpeg', '.jpg'],
    ['application/octet-stream', '\u0089PNG\r\n\u001a\n', 'image/png', '.png'],
    ['text/html', '<script>', 'image/webp', '.webp'],
    ['image/svg+xml', '<svg>', 'image/webp', '.webp'],
  ])('said to be %s is kept as what it is', async (said, content, mediaType, ending) => {
    await using provider = await startReceiver(
      (response) =>
        void response.writeHead(200, { 'content-type': said }).end(Buffer.from(content, 'latin1')),
    );
    const { media, results } = createStore();
    const { key } = await results.copy('a-task', { url: provider.url }, 'image/webp');
    expect((await media.get(key))?.mediaType).toBe(mediaType);
    expect(key.endsWith(ending)).toBe(true);
  });

  it('is measured, and has a poster where there is something to see', async () => {
    const { results } = createStore();
    const picture = sharp({ create: { width: 90, height: 70, channels: 3, background: 'red' } });
    const bytes = await picture.png().toBuffer();
    const { key, media, lacksHighlights } = await results.copy('a-task', {
      ...{ bytes, mediaType: 'image/png' },
    });
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
      name: 'GuardedRequestError',
    });
  });
});
