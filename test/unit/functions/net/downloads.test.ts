import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createDownload } from '../../../../functions/net/download.ts';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { downloadPolicy } from '../../../../functions/net/url-policy.ts';
import { startReceiver } from '../../../fakes/receiver.ts';

const download = createDownload(createGuardedRequest(downloadPolicy('allowed')), 'Reelhook/test');
const limits = { maxBytes: 1000, timeoutSeconds: 5 };
const file = Buffer.from('a file '.repeat(20));

describe('a compressed file', () => {
  it.each([
    ['gzip', gzipSync(file)],
    ['X-GZIP', gzipSync(file)],
    ['deflate', deflateSync(file)],
    ['deflate', deflateRawSync(file)],
    ['br', brotliCompressSync(file)],
    ['zstd', zstdCompressSync(file)],
    ['br, gzip', gzipSync(brotliCompressSync(file))],
    ['identity', file],
    ['utf-8', file],
    ...Object.getOwnPropertyNames(Object.prototype).map((name): [string, Buffer] => [name, file]),
  ])('(%s) is restored', async (encoding, sent) => {
    await using server = await startReceiver((response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(sent),
    );
    expect(Buffer.from((await download(server.url, limits)).bytes)).toEqual(file);
  });

  it('that becomes larger than allowed is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    await using server = await startReceiver((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    await expect(download(server.url, { ...limits, maxBytes: 2000 })).rejects.toMatchObject({
      category: 'too_large',
    });
  });

  it.each([
    ['breaks off', gzipSync(file).subarray(0, 20)],
    ['is not compressed', file],
  ])('that %s is refused', async (_, sent) => {
    await using server = await startReceiver((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(sent),
    );
    await expect(download(server.url, limits)).rejects.toMatchObject({ category: 'connect' });
  });
});

describe('a redirected download', () => {
  it('says at every server who calls', async () => {
    await using storage = await startReceiver((response) => response.end(file));
    await using server = await startReceiver((response) =>
      response.writeHead(302, { location: storage.url }).end(),
    );
    await download(server.url, limits);
    const agents = [server, storage].map(({ requests }) => requests[0]?.headers['user-agent']);
    expect(agents).toEqual(['Reelhook/test', 'Reelhook/test']);
  });

  it('follows five redirects, and names the next target', async () => {
    await using server = await startReceiver((response, { url }) => {
      const step = Number(url.slice(1)) || 0;
      if (step === 6) response.end(file);
      else response.writeHead(302, { location: `/${step + 1}` }).end();
    });
    const near = new URL('/1', server.url).href;
    expect(Buffer.from((await download(near, limits)).bytes)).toEqual(file);
    await expect(download(server.url, limits)).rejects.toMatchObject({
      category: 'redirect',
      message: `The URL redirects to http://127.0.0.1:${server.port}/6; use that one.`,
    });
  });

  it('has one time limit for all', async () => {
    await using server = await startReceiver(
      (response) => void setTimeout(() => response.writeHead(302, { location: '/' }).end(), 150),
    );
    const endless = download(server.url, { ...limits, timeoutSeconds: 0.4 });
    await expect(endless).rejects.toMatchObject({ category: 'timeout' });
    expect(server.requests.length).toBeLessThan(5);
  });

  it.each([
    [
      'http://10.1.2.3/admin',
      'blocked_address',
      /^The URL redirects to an address that is not public/,
    ],
    [
      'file:///etc/passwd',
      'invalid_url',
      /^The URL redirects to file:\/\/\/etc\/passwd, which is not/,
    ],
    [
      'ftp://10.1.2.3/list',
      'invalid_url',
      /^The URL redirects to an address that is not public, which is not/,
    ],
  ])('to %s is refused', async (location, category, message) => {
    await using server = await startReceiver((response) =>
      response.writeHead(302, { location }).end(),
    );
    await expect(download(server.url, limits)).rejects.toMatchObject({
      category,
      message: expect.stringMatching(message),
    });
  });

  it('hands headers to its own origin only', async () => {
    await using other = await startReceiver((response) => void response.end(file));
    await using server = await startReceiver(
      (response) => response.writeHead(302, { location: '/again' }).end(),
      (response) => response.writeHead(302, { location: other.url }).end(),
    );
    await download(server.url, { ...limits, headers: { 'x-key': 'secret' } });
    expect(server.requests.map(({ headers }) => headers['x-key'])).toEqual(['secret', 'secret']);
    expect(other.requests[0]?.headers['x-key']).toBeUndefined();
  });
});
