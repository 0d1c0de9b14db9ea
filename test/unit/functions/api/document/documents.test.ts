import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../../../functions/api/document/documents.ts';
import { consoleSite, referenceSite } from '../../../../../functions/api/document/sites.ts';
import { apiEvent } from '../../../../fuzz/api-event.ts';

const read: string[] = [];
const documentAt = createDocuments({
  sites: [referenceSite, consoleSite('https://media.example.com', 'https://uploads.example.com')],
  openApi: () => ({ openapi: '3.1.1' }),
  texts: { '/llms.txt': () => '# A text' },
  readFile: (name) => {
    read.push(name);
    return Buffer.from(`the file ${name}`);
  },
});

const get = (path: string, headers: Record<string, string> = {}) =>
  documentAt(apiEvent({ method: 'GET', path, headers }));

describe('the documents', () => {
  it('are the API as JSON, the page that shows it, and the page’s files', () => {
    expect(get('/openapi.json')).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(textOf(get('/openapi.json'))).toBe('{"openapi":"3.1.1"}');
    expect(textOf(get('/llms.txt'))).toBe('# A text');
    expect(textOf(get('/docs'))).toBe('the file page.html');
    expect(textOf(get('/docs/page.js'))).toBe('the file page.js');
    expect(textOf(get('/DOCS/Page.CSS'))).toBe('the file page.css');
    expect(get('/docs/webhooks.md')?.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
    });
  });

  it.each(['/docs/', '/docs/index.js', '/docs/../index.js', '/docs/toString', '/', '/docs/page'])(
    'are nothing else: %s',
    (path) => {
      expect(get(path)).toBeUndefined();
    },
  );

  it('are read once', () => {
    get('/docs/page.js');
    get('/docs/page.js');
    expect(read.filter((name) => name === 'page.js')).toHaveLength(1);
  });

  it('are compressed for who takes that', () => {
    const answer = get('/openapi.json', { 'accept-encoding': 'gzip, deflate, br' });
    expect(answer?.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    const plain = gunzipSync(Buffer.from(answer?.body ?? '', 'base64'));
    expect(plain.toString()).toBe('{"openapi":"3.1.1"}');
  });

  it('are not sent again to who has them', () => {
    const etag = String(get('/docs')?.headers?.['etag']);
    expect(get('/docs', { 'if-none-match': `"other", ${etag}` })).toMatchObject({
      statusCode: 304,
      body: '',
    });
    expect(get('/docs', { 'if-none-match': '"other"' })).toMatchObject({ statusCode: 200 });
  });

  it('let the page fetch from and send to nowhere else', () => {
    const policy = String(get('/docs')?.headers?.['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });
});

function textOf(answer: ReturnType<typeof get>): string {
  return Buffer.from(answer?.body ?? '', 'base64').toString();
}
