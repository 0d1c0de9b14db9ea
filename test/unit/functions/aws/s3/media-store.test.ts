import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createS3MediaStore } from '../../../../../functions/aws/s3/media-store.ts';
import { createRequestSigner } from '../../../../../functions/aws/sign-request.ts';
import { type Answer, startReceiver } from '../../../../fakes/receiver.ts';

const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
const sign = createRequestSigner({ keys, region: 'us-east-1', service: 's3' });
const folder = mkdtempSync(join(tmpdir(), 'media-store-'));
const path = join(folder, 'video');
writeFileSync(path, 'a video');
afterAll(() => rmSync(folder, { recursive: true }));

async function withBucket(...answers: Answer[]) {
  const bucket = await startReceiver(...answers);
  const store = createS3MediaStore({ sign, url: new URL(bucket.url).origin, name: 'media' });
  return { ...bucket, store };
}

describe('a file that is stored', () => {
  it.each([
    [
      'from a file',
      ({ store }: Awaited<ReturnType<typeof withBucket>>) =>
        store.putFile('results/x', path, 'video/mp4'),
    ],
    ['from memory', ({ store }) => store.put('results/x', Buffer.from('a video'), 'video/mp4')],
  ])('%s is sent whole, signed, with its length and its type', async (_from, put) => {
    await using bucket = await withBucket(200);
    await put(bucket);
    expect(bucket.requests).toMatchObject([
      {
        body: 'a video',
        headers: {
          authorization: expect.stringContaining('AWS4-HMAC-SHA256'),
          'content-length': '7',
          'content-type': 'video/mp4',
        },
      },
    ]);
  });

  it('is sent again, from its beginning, where S3 was busy or hung up', async () => {
    await using bucket = await withBucket(503, (response) => response.destroy(), 200);
    await bucket.store.putFile('results/x', path, 'video/mp4');
    expect(bucket.requests.map(({ body }) => body)).toEqual(['a video', 'a video', 'a video']);
  });

  it('is not taken for stored when S3 refuses it, stays busy or never answers', async () => {
    await using denied = await withBucket((response) => response.writeHead(403).end('Denied'));
    await expect(denied.store.putFile('x', path, 'video/mp4')).rejects.toThrow('403 for x: Denied');
    expect(denied.requests).toHaveLength(1);
    await using busy = await withBucket(503);
    await expect(busy.store.putFile('x', path, 'video/mp4')).rejects.toMatchObject({
      name: 'ServiceUnavailable',
    });
    await using gone = await withBucket((response) => response.destroy());
    await expect(gone.store.putFile('x', path, 'video/mp4')).rejects.toThrow('socket hang up');
    await expect(gone.store.putFile('x', `${path}2`, 'video/mp4')).rejects.toThrow('ENOENT');
  });
});

describe('a file that is read', () => {
  const send: Answer = (response) =>
    void response.writeHead(200, { 'content-type': 'image/png' }).end('a picture');

  it('comes with its type, into memory or into a file', async () => {
    await using bucket = await withBucket(send);
    const { bytes, mediaType } = (await bucket.store.get('x')) ?? {};
    expect([String(bytes), mediaType]).toEqual(['a picture', 'image/png']);
    const copy = join(folder, 'copy');
    expect(await bucket.store.getFile('x', copy)).toBe(true);
    expect(readFileSync(copy, 'utf8')).toBe('a picture');
  });

  it.each([403, 404])('is absent where S3 answers %d', async (status) => {
    await using bucket = await withBucket(status);
    expect(await bucket.store.get('x')).toBe(undefined);
    expect(await bucket.store.getFile('x', join(folder, 'none'))).toBe(false);
    expect(await bucket.store.size('x')).toBe(undefined);
  });

  it('is no file where it breaks off', async () => {
    await using bucket = await withBucket((response) => {
      response.writeHead(200, { 'content-length': 100 }).write('a pic');
      setImmediate(() => response.destroy());
    });
    await expect(bucket.store.get('x')).rejects.toThrow('aborted');
  });
});
