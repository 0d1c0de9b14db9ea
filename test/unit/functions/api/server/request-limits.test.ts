import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { checkLengths } from '../../../../../functions/api/server/request-limits.ts';

function check(request: { path?: string; query?: string; headers?: Record<string, string> }) {
  const { path = '/api/v1/x', query = '', headers = {} } = request;
  checkLengths({
    requestContext: { http: { path } } as APIGatewayProxyEventV2['requestContext'],
    rawQueryString: query,
    headers,
  });
}

describe('a request', () => {
  it('may be as long as what is read', () => {
    const headers = { authorization: `Bearer sk_${'x'.repeat(43)}`, 'x-trace': 'x'.repeat(4_096) };
    const sizes = { path: `/${'x'.repeat(999)}`, query: 'x'.repeat(4_096), headers };
    expect(() => check(sizes)).not.toThrow();
  });

  it.each([
    [414, 'path', { path: `/${'x'.repeat(1_000)}` }],
    [414, 'query', { query: 'x'.repeat(4_097) }],
    [431, 'header authorization', { headers: { authorization: 'x'.repeat(4_097) } }],
    [
      431,
      'headers',
      { headers: { a: 'x'.repeat(4_000), b: 'x'.repeat(4_000), c: 'x'.repeat(4_000) } },
    ],
  ])('is refused with %i for a longer %s', (status, what, request) => {
    const longer = expect.stringMatching(`^The ${what} (is|are) longer than`);
    expect(() => check(request)).toThrow(expect.objectContaining({ status, message: longer }));
  });
});
