import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundles.ts';
import { apiEvent } from '../fuzz/api-event.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'node_modules/.cache/reelhook/bundles/project/describe-api');
type Handler = (event: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

describe('the console, served by the deployed bundle', () => {
  let handler: Handler;
  beforeAll(async () => {
    await bundleFunctions({ root, nativePackages: 'project' });
    Object.assign(process.env, {
      MEDIA_URL: 'https://media.example.com',
      MEDIA_BUCKET: 'a-bucket',
      AWS_REGION: 'eu-central-1',
    });
    ({ handler } = createRequire(import.meta.url)(join(folder, 'index.js')) as {
      handler: Handler;
    });
  }, 120_000);
  const get = (path: string, headers: Record<string, string> = {}) =>
    handler(apiEvent({ method: 'GET', path, headers }));
  const text = ({ body = '' }: APIGatewayProxyStructuredResultV2) =>
    Buffer.from(body, 'base64').toString();

  it('is a page that runs its own files, shows our media and uploads to our bucket, and nothing else', async () => {
    const page = await get('/console');
    expect(page).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
    expect(text(page)).toContain('content="https://media.example.com"');
    const policy = `${page.headers?.['content-security-policy']}`;
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("connect-src 'self' https://a-bucket.s3.eu-central-1.amazonaws.com");
    expect(policy).not.toContain('unsafe');
  });

  it('is the same page for every screen, and each of its files', async () => {
    const page = text(await get('/console'));
    expect(text(await get('/console/tasks/6b041e9cff17e54d42a0b72b'))).toBe(page);
    for (const [, path = ''] of page.matchAll(/(?:href|src)="(\/console\/[^"]+)"/g)) {
      expect([path, (await get(path)).statusCode]).toEqual([path, 200]);
    }
    expect((await get('/console/index.js')).statusCode).toBe(404);
    expect((await get('/console/../index.js')).statusCode).toBe(404);
  });

  it('is where a browser is sent that asks for the root; a program is told that nothing is there', async () => {
    expect(await get('/', { accept: 'text/html,*/*' })).toMatchObject({
      statusCode: 302,
      headers: { location: '/console' },
    });
    expect((await get('/', { accept: 'application/json' })).statusCode).toBe(404);
  });

  it('has under 60 KB of script, compressed', async () => {
    const script = readFileSync(join(folder, 'console/console.js'));
    expect(gzipSync(script).length).toBeLessThan(60_000);
    const sent = await get('/console/console.js', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(Buffer.from(sent.body ?? '', 'base64')).equals(script)).toBe(true);
  });
});
