import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from './api.ts';
import { startService } from './service.ts';

const coins = '/api/v1/user/remainingCoins';
const page = 'https://app.example.com';

/** Limits that are low enough to be met, and one page that may call the API. */
const environment = { REQUESTS_PER_MINUTE: '20', STARTS_PER_MINUTE: '3', CORS_ORIGINS: page };

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService({ environment });
});
afterAll(() => service?.[Symbol.asyncDispose]());

describe('a token that is used too much', () => {
  it('starts so many tasks a minute, and is told when to come again', async () => {
    const { user } = await service.addUser('eager', 1_000);
    const start = () =>
      fetch(`${service.stack.apiUrl}/api/v1/userImage2Video/start`, {
        method: 'POST',
        headers: { authorization: `Bearer ${user.token}` },
        body: JSON.stringify({ image_url: 'http://127.0.0.1:9/nobody-listens.jpg' }),
      });
    const answers = [];
    for (let count = 0; count < 8; count += 1) answers.push(await start());
    // A minute may end in between.
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(6);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await refused?.json()).toMatchObject({
      code: 429,
      data: null,
      message: expect.stringContaining(
        'a token may send 3 starts and other slow requests a minute',
      ),
    });
  });

  it('is slowed down, and nobody else has to wait for it', async () => {
    const { api } = await service.addUser('polling', 0);
    const statuses = [];
    for (let count = 0; count < 30; count += 1)
      statuses.push((await api.call('GET', coins)).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200));
    expect(statuses).toContain(429);
    expect((await service.api.call('GET', coins)).status).toBe(200);
  });
});

describe('a token that is taken back', () => {
  async function revoke(payload: object) {
    const name = service.stack.outputs['RevokeTokenFunctionName'] ?? '';
    const result = await service.stack.invoke(name, payload);
    if (result.outcome !== 'succeeded') throw new Error(JSON.stringify(result));
    return JSON.parse(result.payload);
  }

  it('is refused by the next request, while another of the same user is not', async () => {
    const { user, api } = await service.addUser('ada', 50);
    const { api: second } = await service.addUser('ada', 0);
    expect((await api.call('GET', coins)).status).toBe(200);
    expect(await revoke({ token: user.token })).toEqual({ revoked: 1 });
    expect((await api.call('GET', coins)).status).toBe(401);
    expect(await api.start({ image_url: 'http://127.0.0.1:9/x.jpg' })).toMatchObject({
      status: 401,
    });
    expect((await second.call('GET', coins)).data.coins).toBe(50);
  });

  it('can be every token of a user', async () => {
    const users = [await service.addUser('bob', 0), await service.addUser('bob', 0)];
    expect(await revoke({ name: 'bob' })).toEqual({ revoked: 2 });
    for (const { api } of users) expect((await api.call('GET', coins)).status).toBe(401);
  });

  it('has to be named', async () => {
    await expect(revoke({})).rejects.toThrow('ZodError');
    await expect(revoke({ name: 'ada', token: 'sk_x' })).rejects.toThrow('ZodError');
  });
});

describe('a page in a browser', () => {
  const preflight = (origin: string) =>
    fetch(`${service.stack.apiUrl}${coins}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });

  it('may call the API when the operator has named its origin', async () => {
    const allowed = await preflight(page);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(page);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await fetch(`${service.stack.apiUrl}${coins}`, { headers: { origin: page } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
  });

  it('may not from anywhere else', async () => {
    const refused = await preflight('https://elsewhere.example.com');
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a request that is longer than anything that is read', () => {
  it.each([
    [414, `/api/v1/userImage2Video/${'x'.repeat(1_000)}`, {}],
    [414, `${coins}?${'x'.repeat(4_097)}`, {}],
    [431, coins, { 'x-padding': 'x'.repeat(4_097) }],
  ])('is answered with %i in the envelope', async (status, path, headers) => {
    const api = createApi(service.stack.apiUrl, 'sk_nobody');
    expect(await api.call('GET', path, undefined, headers)).toMatchObject({
      status,
      code: status,
      data: null,
      message: expect.stringContaining('longer than'),
    });
  });
});
