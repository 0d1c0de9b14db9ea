import { describe, expect, it } from 'vitest';
import {
  providerQuery,
  type RunQueryDependencies,
  runQuery,
} from '../../../../functions/provider-queries/run-query.ts';
import type { ConfiguredProvider } from '../../../../functions/providers/configured-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { ProviderError } from '../../../../functions/providers/provider-error.ts';
import type { QueryHandlers } from '../../../../functions/providers/provider-query.ts';

const never = () => new Promise<never>(() => {});

function contextWith(
  answers: Partial<QueryHandlers>,
  more: Partial<RunQueryDependencies> = {},
): RunQueryDependencies {
  const provider = { name: 'upstream', queryHandlers: answers } as Provider;
  const providers: ConfiguredProvider[] = [{ name: 'upstream', provider }];
  return {
    providersForQuery: async () => providers,
    keepFile: async (url) => ({ key: `results/${url}`, mediaType: 'audio/mpeg', seconds: 3 }),
    timeOut: never,
    ...more,
  };
}

const level = { query: 'queue-level', provider: 'upstream', request: {} } as const;
const watermark = {
  query: 'watermark',
  provider: 'upstream',
  request: { image_url: 'https://a.test/1.jpg' },
} as const;

describe('the function that holds the credentials', () => {
  it('hands the query to the provider that was chosen, and back what it says', async () => {
    const context = contextWith({ 'queue-level': async () => ({ level: 1 }) });
    expect(await runQuery(context, level)).toEqual({ answer: { level: 1 } });
  });

  it('takes nothing that is no query', () => {
    expect(providerQuery.safeParse(level).success).toBe(true);
    expect(providerQuery.safeParse({ ...level, query: '/api/v1/user/add' }).success).toBe(false);
    expect(providerQuery.safeParse({ ...level, query: 'toString' }).success).toBe(false);
  });

  it('copies a file', async () => {
    const context = contextWith({ watermark: async () => ({ url: 'clean.jpg' }) });
    expect(await runQuery(context, watermark)).toEqual({
      file: { key: 'results/clean.jpg', mediaType: 'audio/mpeg', seconds: 3 },
    });
    const gone = { ...context, keepFile: async () => ({ refused: 'It is gone.' }) };
    expect(await runQuery(gone, watermark)).toMatchObject({
      refused: { code: 'result_gone', message: 'It is gone.' },
    });
  });

  it('tells why the provider refuses', async () => {
    const error = new ProviderError('rate_limited', 'Slow down', {
      retryable: true,
      retryAfterSeconds: 30,
    });
    const context = contextWith({ 'queue-level': () => Promise.reject(error) });
    expect(await runQuery(context, level)).toEqual({
      refused: { code: 'rate_limited', message: 'Slow down', retryAfterSeconds: 30 },
    });
  });

  it('does not wait for longer than the caller can', async () => {
    const waited: number[] = [];
    const timeOut = async (seconds: number) => void waited.push(seconds);
    const reply = await runQuery(contextWith({ 'queue-level': never }, { timeOut }), level);
    expect(reply).toMatchObject({
      refused: { code: 'provider_unreachable', message: expect.stringContaining('24 seconds') },
    });
    expect(waited).toEqual([24]);
  });

  it('says what is wrong with a provider that can’t be used, or is gone', async () => {
    const problem = 'The key is missing.';
    const providersForQuery = async () => [{ name: 'upstream', problem }];
    expect(await runQuery(contextWith({}, { providersForQuery }), level)).toMatchObject({
      refused: { code: 'misconfigured', message: problem },
    });
    const nobody = contextWith({}, { providersForQuery: async () => [] });
    expect(await runQuery(nobody, level)).toMatchObject({
      refused: { message: 'There is no provider "upstream" here any more.' },
    });
  });

  it('does not hide a fault of ours', async () => {
    const context = contextWith({ 'queue-level': () => Promise.reject(new TypeError('oops')) });
    await expect(runQuery(context, level)).rejects.toThrow('oops');
  });
});
