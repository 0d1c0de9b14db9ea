import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { servesPhoto, startService } from './service.ts';

const photo = readFileSync(join(import.meta.dirname, '../../docs/samples/rocket.jpg'));
const presign = '/api/v1/r2/upload-presigned-url';
const transfer = '/api/v1/tos/transferToStorage';

describe('a caller whose photo is on disk', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it('puts it to a signed address and starts a task with it', async () => {
    const { data } = await service.api.call('POST', presign, {
      key: 'rocket.jpg',
      fileSize: photo.length,
    });
    const put = await fetch(data.uploadUrl, {
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg' },
      body: photo,
    });
    expect(put.status).toBe(200);
    const read = await fetch(data.cdnUrl);
    expect(Buffer.from(await read.arrayBuffer()).equals(photo)).toBe(true);
    const started = await service.api.start({ image_url: data.cdnUrl });
    expect(await service.api.finished(started.data._id)).toMatchObject({
      current_status: 'completed',
    });
  });

  it('sends it inside the start, where no other body may be as large', async () => {
    const image_url = `data:image/jpeg;base64,${photo.toString('base64')}`;
    const { data } = await service.api.start({ image_url });
    expect(data.image_url).toMatch(/\/uploads\/[0-9a-f]{32}\/[0-9a-f]{64}\.jpg$/);
    const read = await fetch(data.image_url);
    expect(read.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await read.arrayBuffer()).equals(photo)).toBe(true);
    const refused = await service.api.call('POST', transfer, { url: image_url });
    expect(refused).toMatchObject({ status: 413, message: expect.stringContaining(presign) });
  });

  it('is told how a file is uploaded where it names a path or sends a form', async () => {
    const named = await service.api.start({ image_url: './rocket.jpg' });
    expect(named).toMatchObject({ status: 400, message: expect.stringContaining(presign) });
    const body = new FormData();
    body.set('image', new Blob([photo]), 'rocket.jpg');
    const headers = { authorization: `Bearer ${service.user.token}` };
    const url = `${service.stack.apiUrl}/api/v1/userImage2Video/start`;
    const sent = await fetch(url, { method: 'POST', headers, body });
    expect(sent.status).toBe(400);
    expect(await sent.json()).toMatchObject({ message: expect.stringContaining(presign) });
  });

  it('can put nothing else there', async () => {
    const asked = { key: 'rocket.jpg', contentType: 'image/jpeg' };
    const { data } = await service.api.call('POST', presign, asked);
    const forged = data.uploadUrl.replace('rocket.jpg', 'other.jpg');
    for (const [url, type] of [
      [data.uploadUrl, 'text/html'],
      [forged, 'image/jpeg'],
    ]) {
      const put = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': type },
        body: photo,
      });
      expect(put.status).toBe(403);
    }
  });

  it('can put a file of the size that was told there, and of any size where none was', async () => {
    const sign = async (fields: object) => {
      const { data } = await service.api.call('POST', presign, { key: 'rocket.jpg', ...fields });
      return data.uploadUrl as string;
    };
    const put = async (url: string, body: Buffer | ReadableStream) => {
      const { status } = await fetch(url, { method: 'PUT', body, duplex: 'half' } as RequestInit);
      return status;
    };
    const bound = await sign({ fileSize: photo.length });
    expect(await put(bound, photo.subarray(1))).toBe(403);
    expect(await put(bound, Buffer.concat([photo, photo]))).toBe(403);
    expect(await put(bound, new Blob([photo]).stream())).toBe(403);
    expect(await put(bound, photo)).toBe(200);
    expect(await put(await sign({}), photo.subarray(1))).toBe(200);
  });

  it('gets no page out of it, whatever is put there', async () => {
    const page = '<!doctype html><script>alert(1)</script>';
    const requests: [key: string, contentType?: string][] = [
      ['page.html'],
      ['page.svg'],
      ['page'],
      ['page.jpg', 'image/jpeg'],
    ];
    for (const [key, contentType] of requests) {
      const body = { key, ...(contentType === undefined ? {} : { contentType }) };
      const { data } = await service.api.call('POST', presign, body);
      const headers = { 'content-type': data.contentType };
      await fetch(data.uploadUrl, { method: 'PUT', headers, body: page });
      const read = await fetch(data.cdnUrl);
      expect(await read.text()).toBe(page);
      expect(read.headers.get('content-type')).toBe(contentType ?? 'application/octet-stream');
      expect(read.headers.get('x-content-type-options')).toBe('nosniff');
      expect(read.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    }
    const refused = await service.api.call('POST', presign, { key: 'a', contentType: 'text/html' });
    expect(refused.status).toBe(400);
  });

  it('is refused a page that poses as a photo', async () => {
    await using pages = await startReceiver((response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<!doctype html>');
    });
    const refused = await service.api.call('POST', transfer, { url: pages.url });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.message).toContain('must be an image, a video or audio by its content');
  });

  it('copies one from an address, which may redirect', async () => {
    await using photos = await startReceiver(
      (response) => response.writeHead(302, { location: '/final.jpg' }).end(),
      servesPhoto,
    );
    const { data } = await service.api.call('POST', transfer, { url: photos.url });
    const read = await fetch(data.url);
    expect(read.headers.get('content-type')).toBe('image/jpeg');
    expect((await read.arrayBuffer()).byteLength).toBe(photo.length);
  });

  it('is told why an address can’t be copied', async () => {
    await using pages = await startReceiver((response) => {
      response.writeHead(302, { location: 'http://10.0.0.1/final.jpg' }).end();
    });
    const refused = await service.api.call('POST', transfer, { url: pages.url });
    expect(refused.status).toBe(400);
    expect(refused.message).toContain('redirects to an address that is not public');
    expect(refused.message).not.toContain('10.0.0.1');
  });
});
