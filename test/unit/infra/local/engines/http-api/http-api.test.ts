import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../../../../infra/local/engines/http-api/routes.ts';
import { apiResources, runStack, writeAssembly } from '../../fixture.ts';

const echo = 'exports.handler = async (event) => ({ event });';
/** Answers what the request's body says. */
const puppet = 'exports.handler = async (event) => JSON.parse(event.body);';

async function runApi(code: string, routeKeys = ['$default'], api: object = {}) {
  const resources = apiResources('Function', routeKeys);
  Object.assign(resources['Api']?.Properties ?? {}, api);
  return runStack(writeAssembly({ functions: { Function: code }, resources }));
}

async function eventOf(url: string, request: RequestInit = {}) {
  const response = await fetch(url, request);
  const { event } = (await response.json()) as { event: Record<string, unknown> };
  return event;
}

describe('what a function is told of a request', () => {
  it('is payload format 2.0', async () => {
    const { apiUrl } = await runApi(echo, ['POST /users/{id}/{rest+}']);
    const event = await eventOf(`${apiUrl}/users/a%20b/c/d?x=1&x=2&y=%C3%A9`, {
      method: 'POST',
      headers: { 'X-Custom': 'yes', cookie: 'a=1; b=2', 'content-type': 'application/json' },
      body: '{"ü":1}',
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /users/{id}/{rest+}',
      rawPath: '/users/a b/c/d',
      rawQueryString: 'x=1&x=2&y=%C3%A9',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-custom': 'yes', 'content-type': 'application/json' },
      queryStringParameters: { x: '1,2', y: 'é' },
      pathParameters: { id: 'a b', rest: 'c/d' },
      requestContext: { http: { method: 'POST', path: '/users/a b/c/d', sourceIp: '127.0.0.1' } },
      body: '{"ü":1}',
      isBase64Encoded: false,
    });
    expect(event['headers']).not.toHaveProperty('cookie');
  });

  it.each([
    ['image/png', true],
    ['application/x-www-form-urlencoded', true],
    ['application/problem+json', false],
    ['text/html; charset=utf-8', false],
  ])('has a body of %s in base64: %s', async (mediaType, isBase64Encoded) => {
    const { apiUrl } = await runApi(echo);
    const request = { method: 'POST', headers: { 'content-type': mediaType }, body: 'ab' };
    expect(await eventOf(apiUrl, request)).toMatchObject({
      isBase64Encoded,
      body: isBase64Encoded ? 'YWI=' : 'ab',
    });
  });
});

describe("what becomes of a function's result", () => {
  it.each([
    ['"plain"', 200, 'plain', 'application/json'],
    ['{"any":"thing"}', 200, '{"any":"thing"}', 'application/json'],
    ['{"statusCode":201,"body":"made"}', 201, 'made', 'text/plain;charset=UTF-8'],
    [
      '{"statusCode":200,"headers":{"Content-Type":"a/b"},"body":"eA==","isBase64Encoded":true}',
      200,
      'x',
      'a/b',
    ],
    ['{"statusCode":"many"}', 500, '{"message":"Internal Server Error"}', 'application/json'],
    [
      '{"statusCode":200,"headers":{"x":"a\\nb"}}',
      500,
      '{"message":"Internal Server Error"}',
      'application/json',
    ],
    [
      'no JSON: the function throws',
      500,
      '{"message":"Internal Server Error"}',
      'application/json',
    ],
  ])('%s gives %i', async (body, status, text, mediaType) => {
    const { apiUrl } = await runApi(puppet);
    const response = await fetch(apiUrl, { method: 'POST', body });
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      status,
      text,
      mediaType,
    ]);
  });

  it('sets each cookie', async () => {
    const { apiUrl } = await runApi(puppet);
    const body = '{"statusCode":204,"cookies":["a=1; Path=/","b=2"]}';
    const response = await fetch(apiUrl, { method: 'POST', body });
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  });

  it('is 503 when the function takes longer than the integration waits', async () => {
    const resources = apiResources('Function', ['$default']);
    Object.assign(resources['Integration']?.Properties ?? {}, { TimeoutInMillis: 100 });
    const code = 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 2000));';
    const { apiUrl } = await runStack(writeAssembly({ functions: { Function: code }, resources }));
    expect((await fetch(apiUrl)).status).toBe(503);
  });
});

describe('the API', () => {
  it('refuses bodies over 10 MB, events over 6 MB, and routes it does not have', async () => {
    const { apiUrl } = await runApi(echo, ['POST /here']);
    for (const megabytes of [5, 11]) {
      const body = new Uint8Array(megabytes * 1024 * 1024);
      expect((await fetch(`${apiUrl}/here`, { method: 'POST', body })).status).toBe(413);
    }
    const missing = await fetch(`${apiUrl}/there`);
    expect([missing.status, await missing.text()]).toEqual([404, '{"message":"Not Found"}']);
  });

  it("answers browsers' preflights as its CORS configuration says", async () => {
    const cors = { AllowOrigins: ['https://*'], AllowMethods: ['*'], AllowHeaders: ['x-token'] };
    const { apiUrl } = await runApi(echo, ['$default'], { CorsConfiguration: cors });
    const preflight = (origin: string) =>
      fetch(apiUrl, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'X-Token',
        },
      });
    const allowed = (await preflight('https://app.example.com')).headers;
    expect(allowed.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(allowed.get('access-control-allow-headers')).toBe('x-token');
    const refused = (await preflight('http://app.example.com')).headers;
    expect(refused.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    ['GET', '/a/b', 'GET /a/b'],
    ['POST', '/a/b', 'ANY /a/b'],
    ['GET', '/a/c', 'GET /a/{x}'],
    ['POST', '/a/c', 'ANY /a/{x+}'],
    ['GET', '/a/c/d', 'ANY /a/{x+}'],
    ['GET', '/', '$default'],
    ['GET', '/a', '$default'],
  ])('routes %s %s to %s', (method, path, expected) => {
    const keys = ['$default', 'ANY /a/{x+}', 'GET /a/{x}', 'ANY /a/b', 'GET /a/b'];
    const route = createRouter(keys.map((routeKey) => ({ routeKey, target: routeKey })));
    expect(route(method, path)?.target).toBe(expected);
  });
});
