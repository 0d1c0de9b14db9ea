import { describe, expect, it } from 'vitest';
import { createResultStore } from '../../../../functions/media/result-store.ts';
import { createFileDownload } from '../../../../functions/net/download.ts';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { downloadPolicy } from '../../../../functions/net/url-policy.ts';
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
    const key = await results.copy('a-task', { bytes, mediaType: 'video/mp4' });
    expect(key).toMatch(/^results\/a-task\/[0-9a-f]{32}\.mp4$/);
    expect(Buffer.from((await media.get(key))?.bytes ?? []).toString()).toBe('a video');
    expect((await media.get(key))?.mediaType).toBe('video/mp4');
  });

  it('is fetched with the headers that the provider asks for', async () => {
    await using provider = await startReceiver(video);
    const { media, results } = createStore();
    const headers = { 'x-goog-api-key': 'secret' };
    const key = await results.copy('a-task', { url: provider.url, headers });
    expect(provider.requests[0]?.headers).toMatchObject(headers);
    expect((await media.get(key))?.mediaType).toBe('video/webm');
  });

  it('is followed to where it is kept, without the credentials', async () => {
    await using storage = await startReceiver(video);
    await using provider = await startReceiver(redirectTo(storage.url));
    const { media, results } = createStore();
    const headers = { 'x-goog-api-key': 'secret' };
    const key = await results.copy('a-task', { url: provider.url, headers });
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
    const key = await results.copy('a-task', { url: provider.url }, 'image/webp');
    expect((await media.get(key))?.mediaType).toBe(mediaType);
    expect(key.endsWith(ending)).toBe(true);
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
