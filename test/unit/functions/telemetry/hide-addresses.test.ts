import { describe, expect, it, vi } from 'vitest';
import { hideAddresses } from '../../../../functions/telemetry/hide-addresses.ts';

describe('a line of the log', () => {
  it.each([
    ['No answer from https://ada.test/p?x=1.', 'No answer from [address]'],
    ['("http://127.0.0.1:9/hook")', '("[address]")'],
    ['HTTPS://A.TEST and http://b.test', '[address] and [address]'],
    [
      'S3: https://b.s3.us-east-1.amazonaws.com/uploads/x?X-Amz-Signature=1',
      'S3: https://b.s3.us-east-1.amazonaws.com/uploads/x',
    ],
    ['https://amazonaws.com.evil.test/x', '[address]'],
    ['DELETE /api/v1/user/bob@example.com 200', 'DELETE /api/v1/user/[e-mail] 200'],
    ['GET /x/bob%40example.com', 'GET /x/[e-mail]'],
    ['the holds of ada.bob~40example.com', 'the holds of ada.bob~40[hidden]'],
    [
      'arn:aws:states:us-east-1:1:x file:///var/task/a.js',
      'arn:aws:states:us-east-1:1:x file:///var/task/a.js',
    ],
  ])('%j becomes %j', (text, hidden) => {
    expect(hideAddresses(text)).toBe(hidden);
  });

  it('names none, however deep in an error it stands', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    const { logger } = await import('../../../../functions/service/logger.ts');
    const cause = new Error('GET https://ada.test/secret');
    logger.error('failed', { error: new Error('of ada@example.com', { cause }), deep: [cause] });
    const [line = ''] = written.mock.calls[0] ?? [];
    expect(line).toContain('[address]');
    expect(line).toContain('[e-mail]');
    expect(line).not.toContain('ada.test');
  });
});

it('takes no longer than a text is long, whatever a caller has put into it', () => {
  const begun = performance.now();
  for (const part of ['a', 'a.', 'a@', 'a@b.', '~40', '%40', 'https://', '+']) {
    hideAddresses(part.repeat(200_000 / part.length));
  }
  // Seconds at the most; a pattern tried from each letter takes minutes.
  expect(performance.now() - begun).toBeLessThan(5000);
});
