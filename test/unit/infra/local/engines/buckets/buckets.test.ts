import { readdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChunked } from '../../../../../../infra/local/engines/buckets/aws-chunked.ts';
import {
  runStack,
  settableClock,
  signer,
  temporaryDirectory,
  writeAssembly,
} from '../../fixture.ts';

const bucket = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketName: 'media',
    CorsConfiguration: {
      CorsRules: [{ AllowedHeaders: ['*'], AllowedMethods: ['PUT'], AllowedOrigins: ['*'] }],
    },
    LifecycleConfiguration: {
      Rules: [
        { ExpirationInDays: 1, Prefix: 'renders/', Status: 'Enabled' },
        {
          ...{ ExpirationInDays: 1, Prefix: 'uploads/', Status: 'Enabled' },
          ObjectSizeGreaterThan: '3',
        },
      ],
    },
  },
};

async function runBucket(options: Parameters<typeof runStack>[1] = {}) {
  const stack = await runStack(writeAssembly({ resources: { Media: bucket } }), options);
  const url = `${stack.endpointUrl}/media`;
  const client = signer('s3', stack.credentials);
  const put = (key: string, body: string, headers: Record<string, string> = {}) =>
    client.fetch(`${url}/${key}`, { method: 'PUT', body, headers });
  const get = (key: string, headers: Record<string, string> = {}) =>
    client.fetch(`${url}/${key}`, { headers });
  async function presign(method: string, key: string, seconds: number, headers = {}) {
    const address = new URL(`${url}/${key}`);
    address.searchParams.set('X-Amz-Expires', String(seconds));
    const aws = { signQuery: true, allHeaders: true };
    return (await client.sign(address, { method, headers, aws })).url;
  }
  return { stack, url, client, put, get, presign };
}

it('neither lists, reads nor writes for a signature made with other credentials', async () => {
  const { put, stack, url } = await runBucket();
  await put('kept', 'mine');
  const stranger = signer('s3');
  const origin = { origin: 'https://evil.example' };
  for (const [path, init] of [
    ['?list-type=2', {}],
    ['/kept', {}],
    ['/kept', { method: 'PUT', body: 'theirs' }],
    ['/kept', { method: 'DELETE' }],
  ] as const) {
    const answer = await stranger.fetch(`${url}${path}`, { ...init, headers: origin });
    expect([path, answer.status]).toEqual([path, 403]);
    const authorization = 'AWS4-HMAC-SHA256 anything';
    const bare = await fetch(`${url}${path}`, { ...init, headers: { ...origin, authorization } });
    expect([path, bare.status]).toEqual([path, 403]);
  }
  const kept = await signer('s3', stack.credentials).fetch(`${url}/kept`);
  expect(await kept.text()).toBe('mine');
});

describe('an object', () => {
  it('is read as it was written, whole and in ranges, with its headers', async () => {
    const { put, get, client, url } = await runBucket();
    const written = await put('a b/ü+%2F.txt', '0123456789', {
      'content-type': 'text/plain',
      'cache-control': 'no-store',
      'x-amz-meta-owner': 'me',
    });
    expect(written.headers.get('etag')).toBe('"781e5e245d69b566979b86e28d23f2c7"');
    const whole = await get('a b/ü+%2F.txt');
    expect(await whole.text()).toBe('0123456789');
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'text/plain',
      'cache-control': 'no-store',
      'x-amz-meta-owner': 'me',
      'content-length': '10',
    });
    const part = await get('a b/ü+%2F.txt', { range: 'bytes=2-4' });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ]);
    expect(await (await get('a b/ü+%2F.txt', { range: 'bytes=-3' })).text()).toBe('789');
    expect((await get('a b/ü+%2F.txt', { range: 'bytes=10-' })).status).toBe(416);
    const unchanged = { 'if-none-match': whole.headers.get('etag') ?? '' };
    expect((await get('a b/ü+%2F.txt', unchanged)).status).toBe(304);
    const head = await client.fetch(`${url}/a b/ü+%2F.txt`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('10');
  });

  it('can be replaced, copied, deleted, and protected from being replaced', async () => {
    const { put, get, client, url } = await runBucket();
    await put('one', 'first');
    await put('one', 'second');
    expect((await put('one', 'third', { 'if-none-match': '*' })).status).toBe(412);
    const headers = { 'x-amz-copy-source': '/media/one' };
    await client.fetch(`${url}/two`, { method: 'PUT', headers });
    await client.fetch(`${url}/one`, { method: 'DELETE' });
    expect(await (await get('two')).text()).toBe('second');
    const missing = await get('one');
    expect([missing.status, await missing.text()]).toEqual([
      404,
      expect.stringContaining('<Code>NoSuchKey</Code>'),
    ]);
  });

  it.each([
    ['small', 'here', 0],
    ['large', 'here'.repeat(50_000), 1],
  ])('survives restarts, a %s one too; a key never leaves the folder', async (_, body, files) => {
    const dataDirectory = join(temporaryDirectory(), 'data');
    const first = await runBucket({ dataDirectory });
    await first.put('..%2F..%2F..%2Fescaped', 'replaced');
    await first.put('..%2F..%2F..%2Fescaped', body);
    const headers = { 'x-amz-copy-source': '/media/..%2F..%2F..%2Fescaped' };
    await first.client.fetch(`${first.url}/copy`, { method: 'PUT', headers });
    await first.stack.stop();
    expect(readdirSync(join(dataDirectory, '..'))).toEqual(['data']);
    const blobs = join(dataDirectory, 'buckets', 'blobs');
    writeFileSync(join(blobs, 'half-an-upload'), 'left by a crash');
    const second = await runBucket({ dataDirectory });
    expect(await (await second.get('..%2F..%2F..%2Fescaped')).text()).toBe(body);
    const part = await second.get('copy', { range: 'bytes=1-3' });
    expect(await part.text()).toBe('ere');
    expect(readdirSync(blobs)).toHaveLength(2 * files);
  });

  it('does not appear when its upload breaks off', async () => {
    const { url, get } = await runBucket();
    const headers = { authorization: 'AWS4-HMAC-SHA256 x', 'content-length': '1000' };
    await new Promise<void>((resolve) => {
      const upload = httpRequest(`${url}/partial`, { method: 'PUT', headers });
      upload.on('error', () => resolve());
      upload.write('only the beginning', () => upload.destroy(new Error('gone')));
    });
    expect((await get('partial')).status).toBe(404);
  });

  it('can be uploaded in chunks as SDKs send them', async () => {
    const { put, get } = await runBucket();
    const body =
      '5;chunk-signature=ab\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:x\r\n\r\n';
    const headers = {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '11',
    };
    expect((await put('chunked', body, headers)).status).toBe(200);
    const answer = await get('chunked');
    expect([await answer.text(), answer.headers.get('content-encoding')]).toEqual([
      'hello world',
      null,
    ]);
    const short = { ...headers, 'x-amz-decoded-content-length': '12' };
    expect((await put('chunked', body, short)).status).toBe(400);
  });

  it('is found by its prefix, page by page, in the order of the keys', async () => {
    const { put, client, url } = await runBucket();
    for (const key of ['p/3', 'p/1', 'q/1', 'p/2', 'p/é']) await put(key, key);
    const pages: string[][] = [];
    let token = '';
    do {
      const more = token && `&continuation-token=${token}`;
      const xml = await (
        await client.fetch(`${url}?list-type=2&prefix=p/&max-keys=2${more}`)
      ).text();
      pages.push([...xml.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = '']) => key));
      token = /<NextContinuationToken>(.*?)</.exec(xml)?.[1] ?? '';
    } while (token !== '');
    expect(pages).toEqual([
      ['p/1', 'p/2'],
      ['p/3', 'p/é'],
    ]);
  });

  it('is deleted when a lifecycle rule says that it has expired', async () => {
    const clock = settableClock();
    const { stack, put, get } = await runBucket({ clock });
    await put('renders/one', 'x');
    await put('results/one', 'x');
    await put('uploads/fits', 'abc');
    await put('uploads/large', 'abcd');
    clock.advance(86_400_001);
    await stack.sweep();
    expect((await get('renders/one')).status).toBe(404);
    expect((await get('results/one')).status).toBe(200);
    expect((await get('uploads/fits')).status).toBe(200);
    expect((await get('uploads/large')).status).toBe(404);
  });
});

describe('a presigned address', () => {
  it('takes the upload it was signed for, and nothing else', async () => {
    const { presign, get } = await runBucket();
    const url = await presign('PUT', 'uploads/a.png', 60, { 'content-type': 'image/png' });
    const upload = (headers: Record<string, string>, target = url, method = 'PUT') =>
      fetch(target, { method, body: 'picture', headers }).then(({ status }) => status);
    expect(await upload({ 'content-type': 'text/html' })).toBe(403);
    expect(await upload({ 'content-type': 'image/png' }, url.replace('a.png', 'b.png'))).toBe(403);
    expect(await upload({ 'content-type': 'image/png' }, url, 'POST')).toBe(403);
    expect(await upload({ 'content-type': 'image/png' })).toBe(200);
    const stored = await get('uploads/a.png', { range: 'bytes=0-2' });
    expect([await stored.text(), stored.headers.get('content-type')]).toEqual(['pic', 'image/png']);
  });

  it('can be read with until it expires, on the clock of the stack', async () => {
    const clock = settableClock();
    const { put, presign } = await runBucket({ clock });
    await put('one', 'content');
    const url = await presign('GET', 'one', 60);
    expect(await (await fetch(url)).text()).toBe('content');
    clock.advance(61_000);
    const late = await fetch(url);
    expect([late.status, await late.text()]).toEqual([
      403,
      expect.stringContaining('<Message>Request has expired</Message>'),
    ]);
  });

  it('lets a page in a browser upload', async () => {
    const { presign } = await runBucket();
    const url = await presign('PUT', 'one', 60);
    const headers = { origin: 'https://example.com', 'access-control-request-method': 'PUT' };
    const preflight = await fetch(url, { method: 'OPTIONS', headers });
    expect(preflight.headers.get('access-control-allow-methods')).toBe('PUT');
    const upload = await fetch(url, { method: 'PUT', body: 'x', headers });
    expect([upload.status, upload.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  });
});

describe('a bucket', () => {
  it('is private, and refuses what it cannot do by name', async () => {
    const { url, client, stack } = await runBucket();
    expect((await fetch(`${url}/one`)).status).toBe(403);
    const missing = await client.fetch(`${stack.endpointUrl}/other/one`);
    expect(await missing.text()).toContain('<Code>NoSuchBucket</Code>');
    const multipart = await client.fetch(`${url}/one?uploads`, { method: 'POST' });
    expect([multipart.status, await multipart.text()]).toEqual([
      501,
      expect.stringContaining("Reelhook's local run does not support S3 uploads"),
    ]);
  });
});

describe('the decoder of chunked uploads', () => {
  it('gives back what was put in, however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        async (chunks, cuts) => {
          const parts = chunks.flatMap((chunk) => [
            Buffer.from(`${chunk.length.toString(16)}\r\n`),
            chunk,
            Buffer.from('\r\n'),
          ]);
          const body = Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
          const decoded: Uint8Array[] = [];
          for await (const piece of decodeChunked(pieces(body, cuts))) decoded.push(piece);
          expect(Buffer.concat(decoded)).toEqual(Buffer.concat(chunks));
        },
      ),
    );
  });

  it('refuses a stream that ends early or is no chunks', async () => {
    const read = async (text: string) => {
      for await (const _ of decodeChunked(pieces(Buffer.from(text), [3])));
    };
    await expect(read('5\r\nhel')).rejects.toThrow('ended before its last chunk');
    await expect(read('not chunks\r\n')).rejects.toThrow('not what aws-chunked promises');
  });
});

async function* pieces(body: Buffer, cuts: number[]): AsyncGenerator<Uint8Array> {
  for (let start = 0, turn = 0; start < body.length; turn += 1) {
    const length = cuts[turn % cuts.length] ?? 1;
    yield body.subarray(start, start + length);
    start += length;
  }
}
