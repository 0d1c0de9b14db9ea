import { describe, expect, it } from 'vitest';
import { parseForeignJson } from '../../../../functions/catalog/reserved-names.ts';
import type { ProviderClient } from '../../../../functions/providers/adapter.ts';
import { clients } from '../../../../functions/providers/clients.ts';
import { configureProviders } from '../../../../functions/providers/configure-provider.ts';
import type { Model } from '../../../../functions/providers/model.ts';
import {
  ProviderError,
  StartOutcomeUnknownError,
} from '../../../../functions/providers/provider-error.ts';
import { findSecrets, redactClient } from '../../../../functions/providers/redact-client.ts';
import { startCall } from '../../../fakes/providers/provider-at.ts';

const SECRET = 'sk_never-to-be-shown';
const ROLE = 'arn:aws:sts::123456789012:assumed-role/Start/x';
const words = `No ${SECRET} for\n${ROLE}, nor https://api.test/api/v1/callbacks/id/hidden ${'x'.repeat(9999)}`;
const isPrivate = /sk_never|123456789012|hidden/;

/** A provider that answers everything by what the test gives. */
function providerThat(
  answer: () => Promise<never>,
  more: Partial<ProviderClient> = {},
): ProviderClient {
  const client: ProviderClient = {
    start: answer,
    check: answer,
    fetchResult: answer,
    cancel: answer,
    queryHandlers: { 'queue-level': answer },
    ...more,
  };
  return redactClient(client, findSecrets({ authorization: `Bearer ${SECRET}` }));
}

describe('the words of a provider', () => {
  it.each([
    new ProviderError('unauthorized', words, { retryable: true, retryAfterSeconds: 7 }),
    new StartOutcomeUnknownError(words),
  ])('are redacted and cut in whatever it throws (%o)', async (error) => {
    const provider = providerThat(() => Promise.reject(error));
    const calls = [
      () => provider.start({ ...startCall(), model: {} as Model, input: {}, images: {} }),
      () => provider.check(null),
      () => provider.fetchResult?.(null),
      () => provider.cancel?.(null),
      () => provider.queryHandlers?.['queue-level']?.({}),
    ];
    for (const call of calls) {
      const thrown = await Promise.resolve(call()).catch((reason: unknown) => reason);
      expect(thrown).toBeInstanceOf(error.constructor);
      expect(thrown).toMatchObject({ ...error, message: expect.not.stringMatching(isPrivate) });
      expect((thrown as Error).message).toMatch(/^No \[redacted\] for \[redacted\], nor .{400}/);
      expect((thrown as Error).message.length).toBeLessThanOrEqual(500);
    }
  });

  it('are redacted and cut in an outcome, also of HTTP 200', async () => {
    const answer = { id: 'p', status: 'failed', error: words, urls: {} };
    const [made] = configureProviders([{ type: 'replicate', apiKey: SECRET }], {
      clients,
      ready: [],
      fetch: async () => Response.json(answer),
      clock: { now: () => 0 },
      sleep: async () => {},
      loadImage: async () => ({ bytes: new Uint8Array(), mediaType: 'image/png' }),
      isPrivate: () => false,
    });
    const operation = await made?.provider.start(startCall());
    const status = await made?.provider.check(operation ?? null);
    expect(status).toMatchObject({ state: 'failed', code: 'provider_failed' });
    const { message = '' } = status as { message?: string };
    expect(message).not.toMatch(isPrivate);
    expect(message.length).toBeLessThanOrEqual(500);
  });

  it('are redacted in facts and answers, which are not cut', async () => {
    const text = words.slice(0, 1500);
    const facts = { anchor_id: text, list: [{ [SECRET]: 1 }] };
    const check = async () => ({ state: 'completed' as const, facts });
    const level = async () => ({ line: text, waiting: 3 });
    const provider = providerThat(async () => Promise.reject(new Error()), {
      check,
      queryHandlers: { 'queue-level': level },
    });
    for (const said of [
      await provider.check(null),
      await provider.queryHandlers?.['queue-level']?.({}),
    ]) {
      expect(JSON.stringify(said)).not.toMatch(isPrivate);
      expect(JSON.stringify(said)).toContain('x'.repeat(1300));
    }
  });

  it('leave faults of ours as they are', async () => {
    const fault = new TypeError('a bug');
    await expect(providerThat(() => Promise.reject(fault)).check(null)).rejects.toBe(fault);
  });
});

describe('what a provider wants to be kept', () => {
  const never = () => Promise.reject(new Error('not asked'));

  it('is left out of the facts where no record can keep it', async () => {
    const unkept = { big: [1e21], deep: { '': 1 }, small: 1e-200, long: Array(9999).fill('x') };
    const check = async () => ({ state: 'completed' as const, facts: { ...unkept, id: 'a' } });
    expect(await providerThat(never, { check }).check(null)).toMatchObject({ facts: { id: 'a' } });
  });

  it('makes a start unknown where it is longer than any, but not the address of a file', async () => {
    // A file of 3 MB in the answer itself.
    const result = { url: `data:video/mp4;base64,${'x'.repeat(4_000_000)}` };
    const provider = providerThat(never, {
      start: async () => ({ id: 'x'.repeat(20_000) }),
      check: async () => ({ state: 'completed' as const, result }),
    });
    const call = { ...startCall(), model: {} as Model, input: {}, images: {} };
    await expect(provider.start(call)).rejects.toThrow(StartOutcomeUnknownError);
    expect(await provider.check(null)).toMatchObject({ state: 'completed', result });
  });

  it('is never read from what nests deeper than any answer', () => {
    expect(() => parseForeignJson(`${'['.repeat(200)}${']'.repeat(200)}`)).toThrow('nests deeper');
  });
});
