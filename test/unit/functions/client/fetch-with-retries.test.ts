import { describe, expect, it } from 'vitest';
import { createFetchWithRetries } from '../../../../functions/client/fetch-with-retries.ts';

/** A server that gives these answers one after another; a number is a status, an error a lost request. */
function serve(...answers: (Response | Error)[]) {
  const bodies: string[] = [];
  const waits: number[] = [];
  const send = createFetchWithRetries({
    async fetch(request) {
      bodies.push(await request.text());
      const answer = answers[bodies.length - 1];
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 1,
  });
  return { bodies, waits, send };
}

const status = (code: number, headers: Record<string, string> = {}) =>
  new Response(null, { status: code, headers });
const get = new Request('http://localhost/tasks');
const post = (headers: Record<string, string> = {}) =>
  new Request('http://localhost/tasks', { method: 'POST', body: 'the body', headers });
const lost = new TypeError('fetch failed');

describe('a request that may be repeated', () => {
  it('is sent again after faults and lost answers, with growing waits and the same body', async () => {
    const { send, bodies, waits } = serve(lost, status(500), status(503), lost, status(200));
    expect((await send(post({ 'idempotency-key': 'k' }))).status).toBe(200);
    expect(bodies).toEqual(Array(5).fill('the body'));
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('ends with the last answer, or the last error', async () => {
    const refused = serve(...Array(5).fill(status(502)), status(200));
    expect((await refused.send(get)).status).toBe(502);
    expect(refused.bodies).toHaveLength(5);
    await expect(serve(...Array(5).fill(lost)).send(get)).rejects.toBe(lost);
  });

  it.each([400, 404, 409, 422])('is not sent again after %d', async (code) => {
    const { send, bodies } = serve(status(code));
    expect((await send(get)).status).toBe(code);
    expect(bodies).toHaveLength(1);
  });
});

describe('a request that may have changed something', () => {
  it('is not sent again without a key', async () => {
    await expect(serve(lost, status(200)).send(post())).rejects.toBe(lost);
    expect((await serve(status(500), status(200)).send(post())).status).toBe(500);
  });

  it('is sent again after 429, when the service says', async () => {
    const { send, waits } = serve(status(429, { 'retry-after': '7' }), status(200));
    expect((await send(post())).status).toBe(200);
    expect(waits).toEqual([7000]);
  });

  it('leaves a long wait to the caller', async () => {
    const { send, waits } = serve(status(429, { 'retry-after': '3600' }));
    expect((await send(post())).status).toBe(429);
    expect(waits).toEqual([]);
  });
});

it('passes an abort on at once', async () => {
  const stopped = new DOMException('stopped', 'AbortError');
  const { send, bodies } = serve(stopped, status(200));
  await expect(send(get)).rejects.toBe(stopped);
  expect(bodies).toHaveLength(1);
});
