import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDownload } from '../../../../functions/net/download.ts';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { checkUrl, downloadPolicy, webhookPolicy } from '../../../../functions/net/url-policy.ts';
import { startReceiver } from '../../../fakes/receiver.ts';

const request = createGuardedRequest(downloadPolicy('allowed'));
const download = createDownload(request);
const limits = { maxBytes: 1000, timeoutSeconds: 5 };
const post = { method: 'POST', timeoutSeconds: 5, maxBytes: 10, largeBody: 'cut' } as const;

describe('a guarded request', () => {
  it('sends headers and body as they are', async () => {
    await using receiver = await startReceiver((response) => {
      response.writeHead(202, { 'Retry-After': '7' }).end('a rather long answer');
    });
    const headers = { 'content-type': 'application/json', 'x-one': '1' };
    const response = await request({ ...post, url: receiver.url, headers, body: '{"ä":1}' });
    expect(receiver.requests).toEqual([
      { url: '/hook', headers: expect.objectContaining(headers), body: '{"ä":1}' },
    ]);
    expect(response.status).toBe(202);
    expect(response.headers['retry-after']).toBe('7');
    expect(Buffer.from(response.body).toString()).toBe('a rather l');
  });

  it('reads no more than it was asked to of an answer without end', async () => {
    let written = 0;
    await using receiver = await startReceiver((response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const write = () => {
        while (!response.destroyed && written < 1e9) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', write);
        }
      };
      write();
    });
    expect((await request({ ...post, url: receiver.url })).body).toHaveLength(10);
    expect(written).toBeLessThan(20e6);
  });

  it('goes by the status when the body breaks off', async () => {
    await using receiver = await startReceiver((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('abc', () => response.destroy());
    });
    expect(await request({ ...post, url: receiver.url })).toMatchObject({ status: 200 });
  });

  it('reaches a receiver on this machine by name in a local run', async () => {
    await using receiver = await startReceiver(200);
    const url = `http://localhost:${receiver.port}/`;
    expect((await request({ ...post, url })).status).toBe(200);
  });
});

describe('what goes wrong is named', () => {
  it('silence: timeout', async () => {
    await using receiver = await startReceiver(() => {});
    const silent = request({ ...post, url: receiver.url, timeoutSeconds: 0.2 });
    await expect(silent).rejects.toMatchObject({
      category: 'timeout',
      message: '127.0.0.1 did not answer in time.',
    });
  });

  it('nobody there: connect', async () => {
    let port: number;
    {
      await using receiver = await startReceiver();
      port = receiver.port;
    }
    await expect(request({ ...post, url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({
      category: 'connect',
      message: 'No answer from 127.0.0.1: the connection was refused.',
    });
  });

  it('hung up without an answer: connect', async () => {
    await using receiver = await startReceiver((response) => response.socket?.destroy());
    await expect(request({ ...post, url: receiver.url })).rejects.toMatchObject({
      category: 'connect',
    });
  });

  it('something that is not HTTP: connect', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(request({ ...post, url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({
      category: 'connect',
      message: '127.0.0.1 is an SSH server on this port.',
    });
    server.close();
  });

  it('a name that does not exist: dns', async () => {
    const lookUp = async () => {
      throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    };
    const failing = createGuardedRequest(downloadPolicy('refused'), { lookUp });
    await expect(failing({ ...post, url: 'http://nowhere.test/' })).rejects.toMatchObject({
      category: 'dns',
      message: 'The name nowhere.test could not be resolved.',
    });
  });

  it('plain HTTP where TLS is expected: tls', async () => {
    await using receiver = await startReceiver(200);
    const url = receiver.url.replace('http:', 'https:');
    await expect(request({ ...post, url })).rejects.toMatchObject({
      category: 'tls',
      message: 'No secure connection to 127.0.0.1: the server does not speak TLS there.',
    });
  });

  it('a certificate that nobody vouches for: tls', async () => {
    const server = createTlsServer(selfSignedCertificate()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(request({ ...post, url: `https://127.0.0.1:${port}/` })).rejects.toMatchObject({
      category: 'tls',
      message: 'No secure connection to 127.0.0.1: the certificate is self-signed.',
    });
    server.close();
  });

  it('a fault of our own stays what it is', async () => {
    const lookUp = async () => {
      throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
    };
    const failing = createGuardedRequest(downloadPolicy('refused'), { lookUp });
    await expect(failing({ ...post, url: 'http://public.test/' })).rejects.toThrow(
      expect.objectContaining({ code: 'EMFILE', name: 'Error' }),
    );
  });
});

describe('a download', () => {
  it('answers bytes and media type', async () => {
    await using server = await startReceiver((response) => {
      response.setHeader('content-type', 'Image/PNG; charset=binary');
      response.end(Buffer.from([1, 2, 3]));
    });
    const { bytes, mediaType } = await download(server.url, { ...limits, accept: 'image/*' });
    expect([...bytes]).toEqual([1, 2, 3]);
    expect(mediaType).toBe('image/png');
    expect(server.requests[0]?.headers.accept).toBe('image/*,*/*;q=0.1');
  });

  it.each([
    ['says so', { 'content-length': '1001' }],
    ['does not say so', {}],
  ])('refuses a file that is too large and %s', async (_title, headers) => {
    await using server = await startReceiver((response) =>
      response.writeHead(200, headers).end(Buffer.alloc(1001)),
    );
    await expect(download(server.url, limits)).rejects.toMatchObject({
      category: 'too_large',
      message: 'The answer is larger than 1000 bytes.',
    });
  });

  it('takes a file of exactly the limit', async () => {
    await using server = await startReceiver((response) => response.end(Buffer.alloc(1000)));
    expect((await download(server.url, limits)).bytes).toHaveLength(1000);
  });

  it('refuses a file that breaks off', async () => {
    await using server = await startReceiver((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('abc', () => response.destroy());
    });
    await expect(download(server.url, limits)).rejects.toMatchObject({ category: 'connect' });
  });

  it.each([
    [404, 'http_4xx'],
    [503, 'http_5xx'],
    [304, 'redirect'],
  ])('names status %i', async (status, category) => {
    await using server = await startReceiver(status);
    await expect(download(server.url, limits)).rejects.toMatchObject({ category, status });
  });

  it('names the target of a redirect', async () => {
    await using server = await startReceiver((response) =>
      response.writeHead(301, { location: '/elsewhere' }).end(),
    );
    await expect(download(server.url, limits)).rejects.toMatchObject({
      category: 'redirect',
      message: `The URL redirects to http://127.0.0.1:${server.port}/elsewhere; use that one.`,
    });
  });
});

describe('what a URL may be', () => {
  it('webhooks are https only, except in a local run', () => {
    expect(checkUrl('http://public.test/', webhookPolicy('refused'))).toBe(
      'The URL must begin with https://.',
    );
    expect(checkUrl('https://public.test/', webhookPolicy('refused'))).toBeUndefined();
    expect(checkUrl('http://127.0.0.1:3000/', webhookPolicy('allowed'))).toBeUndefined();
  });

  it('ports of other services are not called', () => {
    const policy = webhookPolicy('refused');
    const refused = [22, 25, 53, 110, 1023].filter((port) =>
      checkUrl(`https://public.test:${port}/`, policy),
    );
    const taken = [80, 443, 1024, 8443, 65535].filter(
      (port) => !checkUrl(`https://public.test:${port}/`, policy),
    );
    expect({ refused: refused.length, taken: taken.length }).toEqual({ refused: 5, taken: 5 });
  });
});

function selfSignedCertificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  execFileSync(
    'openssl',
    // biome-ignore format: one option per word reads worse
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
