import { beforeEach, describe, expect, it } from 'vitest';
import { hashApiToken } from '../../../../../functions/accounts/api-token.ts';
import { revokeTokens } from '../../../../../functions/accounts/revoke-tokens.ts';
import { type AdmitDependencies, admit } from '../../../../../functions/api/server/admit.ts';
import { createRequestRate } from '../../../../../functions/api/server/request-rate.ts';
import { createMemoryAccountStore } from '../../../../fakes/memory-account-store.ts';

const token = 'sk_of-ada';
let now: number;
let accounts: ReturnType<typeof createMemoryAccountStore>;
let context: Omit<AdmitDependencies, 'slowRequests'>;

beforeEach(async () => {
  now = Date.parse('2026-11-23T09:00:48.500Z');
  const clock = { now: () => now };
  accounts = createMemoryAccountStore();
  await accounts.addToken({ hash: hashApiToken(token), owner: 'ada', createdAt: 'then' });
  const requestRate = createRequestRate(5, clock);
  context = { accounts, clock, requestRate, startsPerMinute: 2 };
});

const ask = (authorization: string | undefined = `Bearer ${token}`) =>
  admit(context, { authorization, isCounted: false });
const start = (authorization = `Bearer ${token}`) =>
  admit(context, { authorization, isCounted: true });

describe('a request', () => {
  it('is let in by a token, in any way that clients write it', async () => {
    expect(await ask()).toBe('ada');
    expect(await ask(`bearer   ${token} `)).toBe('ada');
    expect(await start()).toBe('ada');
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    `Basic ${token}`,
    token,
    `Bearer ${token} x`,
    'Bearer sk_of-bob',
  ])('is refused by "%s"', async (authorization) => {
    await expect(ask(authorization)).rejects.toMatchObject({ status: 401 });
    await expect(start(authorization)).rejects.toMatchObject({ status: 401 });
  });

  it.each([
    ['', 'is missing', 'Bearer'],
    [token, 'must be "Bearer sk_…"', 'Bearer error="invalid_request"'],
    ['Bearer sk_of-bob', 'unknown, revoked or expired', 'Bearer error="invalid_token"'],
  ])('is told what is wrong with "%s"', async (authorization, words, challenge) => {
    await expect(ask(authorization)).rejects.toMatchObject({
      message: expect.stringContaining(words),
      headers: { 'www-authenticate': challenge },
    });
  });

  it('is refused from the moment on that its token is taken back', async () => {
    await ask();
    expect(await revokeTokens({ accounts }, { token })).toEqual({ revoked: 1 });
    await expect(ask()).rejects.toMatchObject({ status: 401 });
    await expect(start()).rejects.toMatchObject({ status: 401 });
  });

  it('is refused for a while when too many came before it', async () => {
    for (let count = 0; count < 5; count += 1) await ask();
    await expect(ask()).rejects.toMatchObject({
      status: 429,
      retryAfterSeconds: 12,
      message: 'Too many requests: a token may send 5 requests a minute. Try again in 12 s.',
    });
    now += 12_000;
    expect(await ask()).toBe('ada');
  });

  it('is refused until the next minute when it starts a task too many', async () => {
    await start();
    await start();
    await expect(start()).rejects.toMatchObject({ status: 429, retryAfterSeconds: 12 });
    expect(await ask()).toBe('ada');
    now += 12_000;
    expect(await start()).toBe('ada');
  });
});

describe('taking tokens back', () => {
  it('takes all of one user’s, and nobody else’s', async () => {
    await accounts.addToken({ hash: 'second', owner: 'ada', createdAt: 'then' });
    await accounts.addToken({ hash: 'other', owner: 'adam', createdAt: 'then' });
    expect(await revokeTokens({ accounts }, { name: 'ada' })).toEqual({ revoked: 2 });
    expect(await revokeTokens({ accounts }, { name: 'ada' })).toEqual({ revoked: 0 });
    expect(await accounts.findToken('other')).toBeDefined();
  });

  it('says so when there is nothing to take back', async () => {
    expect(await revokeTokens({ accounts }, { token: 'sk_unknown' })).toEqual({ revoked: 0 });
  });
});
