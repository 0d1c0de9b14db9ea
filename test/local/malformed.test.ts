import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from './api.ts';
import { startService } from './service.ts';

const base = '/api/v1/userImage2Video';
const photo = 'http://127.0.0.1:9/photo.jpg';

/** Requests that no client should send. Every one is malformed, so none may make a task. */
const malformedStarts: unknown[] = [
  '{"image_url":',
  '[]]',
  'null',
  '"text"',
  '7',
  '[]',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
  JSON.stringify({ image_url: photo, prompt: 'x'.repeat(70_000) }),
  '{"__proto__":{"image_url":"x"}}',
  '{"image_url":"\\ud800"}',
  {},
  ...[
    null,
    7,
    true,
    [],
    {},
    '',
    'x',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:image/png;base64,AA',
  ].map((image_url) => ({ image_url })),
  ...['http://', 'https://', 'http://a b/', '//x', 'ftp://x/y', 'http://u:p@x/', 'gopher://x/'].map(
    (image_url) => ({ image_url }),
  ),
  ...[0, -5, 4, 6, 21, 1e9, 5.5, '5s', [], {}, 'NaN', true].map((video_time) => ({
    image_url: photo,
    video_time,
  })),
  ...[0, 9, -1, 1.5, 'many', [], {}].map((number_of_images) => ({
    image_url: photo,
    number_of_images,
  })),
  ...['GENERALS', 7, [], {}, ' ', 'FLF2V'].map((model_type) => ({ image_url: photo, model_type })),
  ...['lora-1', 'x'.repeat(300), 7, []].map((lora) => ({ image_url: photo, lora })),
  ...['a2e-v2', 'a2e-v2-flash', 'sora', 3].map((model_version) => ({
    image_url: photo,
    model_version,
  })),
  ...[
    'x',
    7,
    'ftp://x/',
    'http://169.254.169.254/',
    'http://10.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
  ].map((webhook_url) => ({ image_url: photo, webhook_url })),
  ...['x'.repeat(257), 'line\nbreak', '猫', 7].map((webhook_token) => ({
    image_url: photo,
    webhook_url: 'https://example.com/',
    webhook_token,
  })),
  ...[7, [], {}, 'x'.repeat(201), 'a\u0000b', '\ud800'].map((name) => ({ image_url: photo, name })),
  ...[7, [], {}, 'x'.repeat(4001), '\u0007'].map((prompt) => ({ image_url: photo, prompt })),
  { image_url: photo, prompt: '猫'.repeat(4000), negative_prompt: '犬'.repeat(4000) },
];

const malformedPaths: [string, string, unknown?][] = [
  ['GET', '/'],
  ['GET', '/api/v1'],
  ['GET', '/api/v1/nothing'],
  ['GET', '/%00'],
  ['GET', '/%E0%A4%A'],
  ['PUT', `${base}/start`, {}],
  ['PATCH', `${base}/${'0'.repeat(24)}`, {}],
  ['POST', `${base}/${'0'.repeat(24)}`, {}],
  ...[
    'x',
    '0',
    '../../etc',
    '%2e%2e%2f',
    'a'.repeat(500),
    'a'.repeat(2000),
    '猫',
    '%00',
    "' OR 1=1",
    '0'.repeat(23),
    '0'.repeat(24),
  ].flatMap((id): [string, string][] => [
    ['GET', `${base}/${encodeURI(id)}`],
    ['DELETE', `${base}/${encodeURI(id)}`],
  ]),
  ...[
    'pageNum=0',
    'pageNum=-1',
    'pageNum=x',
    'pageSize=0',
    'pageSize=101',
    'pageSize=1e9',
    'pageNum=1.5',
    'pageNum=',
  ].map((query): [string, string] => ['GET', `${base}/allRecords?${query}`]),
  ...[
    {},
    { ids: 'x' },
    { ids: [7] },
    { ids: Array(101).fill('x') },
    { ids: null },
    { ids: [''] },
    { ids: ['x'.repeat(81)] },
    { ids: ['\ud800'] },
    { ids: Array(1001).fill(0) },
    [],
  ].map((body): [string, string, unknown] => ['POST', `${base}/batchDetail`, body]),
  ...[
    {},
    { key: 7 },
    { key: '' },
    { key: 'a', expiresIn: 1 },
    { key: 'a', contentType: 'text/html' },
  ].map((body): [string, string, unknown] => ['POST', '/api/v1/r2/upload-presigned-url', body]),
  ...[
    {},
    { url: 7 },
    { url: 'x' },
    { url: 'http://10.0.0.1/' },
    { url: 'http://127.0.0.1:9/' },
    { url: 'http://nowhere.invalid/' },
  ].map((body): [string, string, unknown] => ['POST', '/api/v1/tos/transferToStorage', body]),
];

describe('malformed requests', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let api: Api;
  beforeAll(async () => {
    service = await startService();
    api = service.api;
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it('are refused with 4xx in the envelope, and change nothing', async () => {
    const requests: [string, string, unknown?, Record<string, string>?][] = [
      ...malformedPaths,
      ...malformedStarts.map((body): [string, string, unknown] => ['POST', `${base}/start`, body]),
      ...malformedStarts.map((body): [string, string, unknown, Record<string, string>] => [
        'POST',
        `${base}/start`,
        body,
        { authorization: 'Bearer sk_nobody' },
      ]),
      ['POST', `${base}/start`, { image_url: photo }, { 'idempotency-key': '' }],
      ['POST', `${base}/start`, { image_url: photo }, { 'idempotency-key': 'x'.repeat(256) }],
    ];
    expect(requests.length).toBeGreaterThan(200);
    for (const [method, path, body, headers] of requests) {
      const what = `${method} ${path} ${JSON.stringify(body)?.slice(0, 80)}`;
      expectRefusal(await api.call(method, path, body, headers), what);
    }
    expect((await api.list()).data.count).toBe(0);
    expect(await api.coins()).toBe(10_000);
  });

  it('are refused whatever their members are', async () => {
    const member = fc.constantFrom(
      'image_url',
      'prompt',
      'video_time',
      'model_type',
      'webhook_url',
    );
    const body = fc.dictionary(member, fc.jsonValue({ maxDepth: 2 }));
    await fc.assert(
      fc.asyncProperty(body, async (request) => {
        const image_url = 'no address';
        expectRefusal(await api.start({ ...request, image_url }), JSON.stringify(request));
      }),
      { numRuns: 100 },
    );
  });
});

function expectRefusal(answer: Awaited<ReturnType<Api['call']>>, what: string): void {
  expect(answer.status, what).toBeGreaterThanOrEqual(400);
  expect(answer.status, what).toBeLessThan(500);
  expect(answer, what).toMatchObject({
    code: answer.status,
    data: null,
    message: expect.stringMatching(/\w/),
    trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
}
