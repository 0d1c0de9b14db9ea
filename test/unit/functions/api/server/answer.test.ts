import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { hashApiToken } from '../../../../../functions/accounts/api-token.ts';
import {
  type ApiOperation,
  operation,
  publicOperation,
} from '../../../../../functions/api/operation.ts';
import type { AdmitDependencies } from '../../../../../functions/api/server/admit.ts';
import { answer } from '../../../../../functions/api/server/answer.ts';
import { createRequestRate } from '../../../../../functions/api/server/request-rate.ts';
import { wholeNumber } from '../../../../../functions/catalog/fields.ts';
import { createMemoryAccountStore } from '../../../../fakes/memory-account-store.ts';

const token = 'sk_of-ada';
const handled: unknown[] = [];
const describeTest = { tag: 'Account', title: 'Test', description: '' };
const operations: readonly ApiOperation<AdmitDependencies>[] = [
  operation({
    method: 'GET',
    path: '/pages/:id',
    query: z.object({ page: wholeNumber(1, 9).default(1) }),
    answer: z.number(),
    describe: describeTest,
    async handle(_context: AdmitDependencies, { owner, params, query }) {
      handled.push({ owner, params, query });
      return query.page;
    },
  }),
  operation({
    method: 'POST',
    path: '/things',
    body: z.object({ size: wholeNumber(1, 9) }),
    answer: z.number(),
    describe: describeTest,
    async handle(_context: AdmitDependencies, { body, query }) {
      handled.push({ body, query });
      return body.size;
    },
  }),
  operation({
    method: 'POST',
    path: '/raw',
    answer: z.unknown(),
    describe: describeTest,
    handle: async (_context: AdmitDependencies, { body }) => body,
  }),
  publicOperation({
    method: 'GET',
    path: '/open',
    isPublic: true,
    maxAgeSeconds: 60,
    answer: z.string(),
    describe: describeTest,
    handle: async () => 'for everyone',
  }),
];

let context: AdmitDependencies;

beforeEach(async () => {
  handled.length = 0;
  const clock = { now: () => 0 };
  const accounts = createMemoryAccountStore();
  await accounts.addToken({ hash: hashApiToken(token), owner: 'ada', createdAt: 'then' });
  const requestRate = createRequestRate(100, clock);
  const run = <Result>(_owner: string, work: () => Promise<Result>) => work();
  const slowRequests = { run, runIfFree: run };
  context = { accounts, clock, requestRate, startsPerMinute: 9, slowRequests };
});

function send(method: string, path: string, more: Partial<APIGatewayProxyEventV2> = {}) {
  const event = {
    rawQueryString: '',
    headers: { authorization: `Bearer ${token}` },
    requestContext: { http: { method, path } },
    ...more,
  };
  return answer(context, operations, event as APIGatewayProxyEventV2);
}

describe('a route', () => {
  it('is given what its schemas read, and who asks', async () => {
    const queryStringParameters = { page: '3', other: 'x' };
    await expect(send('GET', '/pages/a%20b', { queryStringParameters })).resolves.toEqual({
      form: 'envelope',
      data: 3,
    });
    expect(handled).toEqual([{ owner: 'ada', params: { id: 'a b' }, query: { page: 3 } }]);
  });

  it('is not asked when the body or the query is not right; the field is named', async () => {
    await expect(send('POST', '/things', { body: '{"size":12}' })).rejects.toMatchObject({
      name: 'InvalidRequestError',
      issues: [{ field: 'size', message: 'must be a whole number from 1 to 9' }],
    });
    await expect(send('POST', '/things', { body: '{}' })).rejects.toMatchObject({
      issues: [{ field: 'size', message: 'is required; it must be a whole number from 1 to 9' }],
    });
    const queryStringParameters = { page: '0' };
    await expect(send('GET', '/pages/1', { queryStringParameters })).rejects.toMatchObject({
      issues: [{ field: 'page' }],
    });
    expect(handled).toEqual([]);
  });

  it('without a schema gets the body as it was sent', async () => {
    await expect(send('POST', '/raw', { body: '{"any":[1]}' })).resolves.toMatchObject({
      data: { any: [1] },
    });
  });

  it('is not taken for another whose path has an id in that place', async () => {
    await expect(send('PUT', '/pages/7')).rejects.toMatchObject({
      status: 405,
      headers: { allow: 'GET' },
    });
    await expect(send('GET', '/things')).rejects.toMatchObject({ headers: { allow: 'POST' } });
  });

  it('of a page is found with a slash at its end', async () => {
    for (const page of ['/docs', '/console']) {
      const moved = { status: 308, headers: { location: page } };
      await expect(send('GET', `${page}/`)).rejects.toMatchObject(moved);
    }
  });

  it('that is nearly spelled right is named', async () => {
    await expect(send('GET', '/page/6b0404a8f5496ee79569fd53')).rejects.toThrow(
      'Did you mean /pages/:id?',
    );
    await expect(send('GET', '/nothing-like-it')).rejects.toThrow(/^There is nothing at \S+$/);
  });

  it('for everyone needs no token, and answers a document', async () => {
    await expect(send('GET', '/open', { headers: {} })).resolves.toEqual({
      form: 'document',
      data: 'for everyone',
      maxAgeSeconds: 60,
    });
  });
});
