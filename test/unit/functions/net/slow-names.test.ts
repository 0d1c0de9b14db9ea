import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { resolveAndCheck } from '../../../../functions/net/resolve-and-check.ts';
import { downloadPolicy } from '../../../../functions/net/url-policy.ts';

const policy = downloadPolicy('refused');
const neverAnswers = () => new Promise<never>(() => {});

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('a name that nobody resolves is refused after four seconds', async () => {
  const checked = resolveAndCheck('https://slow.test/', policy, neverAnswers);
  await vi.advanceTimersByTimeAsync(4000);
  expect(await checked).toBe('The name slow.test could not be resolved within 4 seconds.');
});

it('a call to it fails in its category', async () => {
  const request = createGuardedRequest(policy, { lookUp: neverAnswers });
  const call = { method: 'GET', timeoutSeconds: 60, maxBytes: 10, largeBody: 'cut' } as const;
  const failed = expect(request({ ...call, url: 'https://slow.test/' })).rejects.toMatchObject({
    category: 'dns',
  });
  await vi.advanceTimersByTimeAsync(4000);
  await failed;
});

it('a call that has less time than that ends with it', async () => {
  const request = createGuardedRequest(policy, { lookUp: neverAnswers });
  const call = { method: 'GET', timeoutSeconds: 0.05, maxBytes: 10, largeBody: 'cut' } as const;
  await expect(request({ ...call, url: 'https://slow.test/' })).rejects.toMatchObject({
    category: 'timeout',
  });
});
