import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ProviderError } from '../../../../functions/providers/provider-error.ts';
import { createRequester } from '../../../../functions/providers/request.ts';

const SECRET = 'sk_the-secret';
const anything = z.unknown();

/** A requester whose fetch is the function. */
function requesterOf(fetch: (url: string, init: RequestInit) => Promise<Response>) {
  return createRequester({
    name: 'studio',
    fetch,
    clock: { now: () => 0 },
    sleep: async () => {},
    baseUrl: 'https://studio.example.com/v1',
    headers: { authorization: `Bearer ${SECRET}` },
    readError: (body) => {
      const parsed = z.object({ detail: z.string() }).safeParse(body);
      return parsed.success ? { message: parsed.data.detail } : undefined;
    },
  });
}

describe('the shared request helper', () => {
  it('sends a path below the base address, with the credentials', async () => {
    const seen: [string, RequestInit][] = [];
    const requester = requesterOf(async (url, init) => {
      seen.push([url, init]);
      return Response.json({});
    });
    await requester.start('/jobs', anything, { json: { a: 1 }, headers: { 'x-own': '1' } });
    const [[url, init] = []] = seen;
    expect(url).toBe('https://studio.example.com/v1/jobs');
    expect(init).toMatchObject({ method: 'POST', body: '{"a":1}', redirect: 'manual' });
    expect(init?.headers).toMatchObject({
      authorization: `Bearer ${SECRET}`,
      'content-type': 'application/json',
      'x-own': '1',
    });
  });

  it('follows no redirect: the credentials would go along', async () => {
    const requester = requesterOf(async () => Response.redirect('https://elsewhere.test/', 302));
    await expect(requester.get('/jobs/1', anything)).rejects.toMatchObject({
      code: 'answer_unreadable',
    });
  });

  it('stops reading an answer that does not end', async () => {
    const piece = new Uint8Array(1024 * 1024);
    let sent = 0;
    const endless = () =>
      new ReadableStream({
        pull(controller) {
          sent += 1;
          controller.enqueue(piece);
        },
      });
    const requester = requesterOf(async () => new Response(endless()));
    await expect(requester.download('/file', 3 * 1024 * 1024)).rejects.toThrow('larger than');
    expect(sent).toBeLessThan(30);
  });

  it('takes a 5xx that says so in the service’s own words for a start that did not happen', async () => {
    const requester = requesterOf(async () =>
      Response.json({ detail: 'No workers' }, { status: 503 }),
    );
    const started = requester.start('/jobs', anything, { json: {} });
    await expect(started).rejects.toBeInstanceOf(ProviderError);
    await expect(started).rejects.toMatchObject({ retryable: true, message: /No workers/ });
  });

  it('knows that a request that can’t be made was never sent, and shows no header of it', async () => {
    const requester = requesterOf((url, init) =>
      fetch(url, { ...init, headers: { authorization: `${SECRET}\nbroken` } }),
    );
    const error = await requester.start('/jobs', anything, { json: {} }).catch((reason) => reason);
    expect(error).toBeInstanceOf(ProviderError);
    expect(inspect(error, { depth: 9 })).not.toContain(SECRET);
  });

  it('tells a start at a place that there isn’t from work that is gone', async () => {
    const requester = requesterOf(async () => new Response('', { status: 404 }));
    const started = requester.start('/jobs', anything, { json: {} });
    await expect(started).rejects.toMatchObject({ code: 'misconfigured' });
    await expect(requester.get('/jobs/1', anything)).rejects.toMatchObject({ code: 'result_gone' });
  });

  it('sleeps as long as a short Retry-After asks before it reads again', async () => {
    const sleeps: number[] = [];
    const answers = [
      new Response('', { status: 429, headers: { 'retry-after': '2' } }),
      Response.json({ done: true }),
    ];
    const requester = createRequester({
      name: 'studio',
      fetch: async () => answers.shift() ?? Response.error(),
      clock: { now: () => 0 },
      sleep: async (milliseconds) => {
        sleeps.push(milliseconds);
      },
      baseUrl: 'https://studio.example.com',
      headers: {},
      readError: () => undefined,
    });
    expect(await requester.get('/x', anything)).toEqual({ done: true });
    expect(sleeps).toEqual([2000]);
  });

  it('takes a refusal to stop for work that is at its end', async () => {
    for (const status of [400, 404, 409, 410]) {
      await requesterOf(async () => new Response('', { status })).stop('DELETE', '/jobs/1');
    }
    const outage = requesterOf(async () => new Response('', { status: 503 }));
    await expect(outage.stop('DELETE', '/jobs/1')).rejects.toMatchObject({ retryable: true });
  });
});
