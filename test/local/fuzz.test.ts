import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiRequest } from '../fuzz/api-event.ts';
import { type ApiAnswer, whyNotDescribed } from '../fuzz/expect-described.ts';
import { fuzzSettings } from '../fuzz/fuzz-settings.ts';
import { type Document, operationsOf } from '../fuzz/operations.ts';
import { type KnownId, requestsOf } from '../fuzz/requests.ts';
import { createSchemas } from '../fuzz/schemas.ts';
import { startService } from './service.ts';

const { seed, runs } = fuzzSettings(400);

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

it('answers over HTTP as the served document says, whatever is asked', async () => {
  const { apiUrl } = service.stack;
  const document = (await (await fetch(`${apiUrl}/openapi.json`)).json()) as Document;
  const operations = operationsOf(document);
  const schemas = createSchemas(document);
  const known = { ids: await madeByAnna(), starts: [`${tasks}/start`] };
  const bert = (await service.addUser('bert', 10_000)).user.token;
  const requests = fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      request: requestsOf(operation, { document, known, addresses }),
      token: fc.constantFrom(service.user.token, bert),
    }),
  );
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(requests, async ({ operation, request, token }) => {
      const answer = await send(apiUrl, token, request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expect(whyNotDescribed(operation, answer, schemas.closed)).toBeUndefined();
      if (token === bert) expect(answer.body).not.toContain(MARK);
    }),
    { seed, numRuns: runs },
  );
  expect(statuses.get(200)).toBeGreaterThan(runs / 5);
  expect(statuses.get(400)).toBeGreaterThan(runs / 20);
});

const tasks = '/api/v1/userImage2Video';
const MARK = 'annas-secret';

/** None has to be looked up, and nobody listens at the first two. */
const addresses = fc.constantFrom(
  'http://127.0.0.1:60999/photo.jpg',
  'http://localhost:60998/hook?x=1#y',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'data:image/png;base64,AA',
  'http://user:secret@127.0.0.1:60999/',
  '//127.0.0.1',
);

/** A task that fails and an endpoint, of the first user's. */
async function madeByAnna(): Promise<KnownId[]> {
  const { api } = service;
  const body = { name: MARK, prompt: MARK, image_url: 'http://127.0.0.1:9/nobody-listens.jpg' };
  const task = (await api.start(body)).data._id as string;
  await api.finished(task);
  const endpoint = await api.call('POST', '/api/v1/webhooks/endpoints', {
    url: 'http://127.0.0.1:60999/',
    description: MARK,
  });
  return [
    { id: task, madeAt: `${tasks}/start` },
    { id: endpoint.data._id, madeAt: '/api/v1/webhooks/endpoints' },
  ];
}

async function send(
  apiUrl: string,
  token: string,
  { method, path, query = {}, headers = {}, body }: ApiRequest,
): Promise<ApiAnswer> {
  const search = new URLSearchParams(query).toString();
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const response = await fetch(`${apiUrl}${encoded}${search && `?${search}`}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers, authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
