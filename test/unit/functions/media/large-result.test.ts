import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const MEGABYTE = 1024 * 1024;
/** What docs/deploying.md promises. */
const LARGEST = 300;
/** The function has 1,024 MB; the heap alone may not hold the file. */
const MOST_MEMORY = 200;

it('a result of the largest size is stored with memory that does not grow with it', {
  timeout: 60_000,
}, async () => {
  const chunk = Buffer.alloc(MEGABYTE, 'video');
  chunk.write('ftypisom', 4);
  await using provider = await serve(async (_request, response) => {
    response.writeHead(200, { 'content-type': 'video/mp4' });
    for (let sent = 0; sent < LARGEST; sent += 1) {
      if (!response.write(chunk)) await once(response, 'drain');
    }
    response.end();
  });
  let stored = 0;
  await using bucket = await serve(async (request, response) => {
    expect(request.headers['content-length']).toBe(String(LARGEST * MEGABYTE));
    for await (const { length } of request) stored += length;
    response.end();
  });
  const script = join(import.meta.dirname, 'store-result-process.ts');
  const limits = ['--max-old-space-size=64'];
  const args = [...limits, script, `${provider.url}/video`, bucket.url];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stored).toBe(LARGEST * MEGABYTE);
  expect(JSON.parse(stdout).kilobytes / 1024).toBeLessThan(MOST_MEMORY);
});

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
