import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { statusProblem } from '../../../../functions/net/status-problem.ts';
import { downloadPolicy } from '../../../../functions/net/url-policy.ts';
import { startRawServer } from '../../../fakes/raw-server.ts';

const request = createGuardedRequest(downloadPolicy('allowed'));
const limits = { method: 'POST', body: '{}', timeoutSeconds: 5, maxBytes: 100 } as const;

async function answerOf(text: string) {
  await using server = await startRawServer(text.replaceAll('\n', '\r\n'));
  const { status, body, isBroken } = await request({
    ...limits,
    url: server.url,
    largeBody: 'cut',
  });
  return { status, body: Buffer.from(body).toString(), isBroken };
}

describe('an answer out of the ordinary is an answer', () => {
  it.each([
    ['100 Continue unasked', 'HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok'],
    ['103 with headers', 'HTTP/1.1 103 Early\nLink: </a>\n\nHTTP/1.1 200 OK\n\nok'],
    [
      'length beside chunks',
      'HTTP/1.1 200 OK\nContent-Length: 9\nTransfer-Encoding: chunked\n\n2\nok\n0\n\n',
    ],
    ['no length', 'HTTP/1.1 200 OK\n\nok'],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\n\nok'],
    ['no reason', 'HTTP/1.1 200\nContent-Length: 2\n\nok'],
    ['a folded header', 'HTTP/1.1 200 OK\nX-A: b\n c\nContent-Length: 2\n\nok'],
    ['a control character', 'HTTP/1.1 200 OK\nX-A: \u0001\nContent-Length: 2\n\nok'],
    ['more than was announced', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok and more'],
  ])('%s', async (_, text) => {
    expect(await answerOf(text)).toEqual({ status: 200, body: 'ok', isBroken: false });
  });

  it('whose lines end in LF alone', async () => {
    await using server = await startRawServer('HTTP/1.1 204 No\nX-A: b\n\n');
    const answer = request({ ...limits, url: server.url, largeBody: 'cut' });
    await expect(answer).resolves.toMatchObject({ status: 204 });
  });
});

describe('an answer that breaks off after its status line', () => {
  const brokenAnswers: [string, string, string][] = [
    ['among its headers', 'HTTP/1.1 200 OK\nX-A: b\n', ''],
    ['right after it', 'HTTP/1.1 200 OK\n', ''],
    ['after an interim answer', 'HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nX-A', ''],
    ['in its body', 'HTTP/1.1 200 OK\nContent-Length: 9\n\nok', 'ok'],
    ['in a chunk', 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n9\nok', 'ok'],
    ['in what is no chunk', 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\nok', ''],
    ['with headers without end', `HTTP/1.1 200 OK\nX-A: ${'b'.repeat(200_000)}\n\nok`, ''],
    ['in what is no header', 'HTTP/1.1 200 OK\nContent-Length: many\n\nok', ''],
  ];

  it.each(brokenAnswers)(
    '%s, is one of that status where the status counts',
    async (_, text, body) => {
      expect(await answerOf(text)).toEqual({ status: 200, body, isBroken: true });
    },
  );

  it.each(brokenAnswers)('%s, is none where the body counts', async (_, text) => {
    await using server = await startRawServer(text.replaceAll('\n', '\r\n'));
    const answer = request({ ...limits, url: server.url, largeBody: 'refuse' });
    await expect(answer).rejects.toMatchObject({ name: 'GuardedRequestError' });
  });

  it('or falls silent there', async () => {
    await using server = await startRawServer('HTTP/1.1 200 OK\r\nX-A', { closes: false });
    const call = { ...limits, url: server.url, timeoutSeconds: 0.3 };
    const cut = await request({ ...call, largeBody: 'cut' });
    expect(cut).toMatchObject({ status: 200, isBroken: true });
    const whole = request({ ...call, largeBody: 'refuse' });
    await expect(whole).rejects.toMatchObject({ category: 'timeout' });
  });
});

describe('what is no answer to the request', () => {
  it.each([
    ['HTTP/1.1 099 x\n\n', 99],
    ['HTTP/1.1 000 x\n\n', 0],
    ['HTTP/1.1 101 Switching\nConnection: upgrade\nUpgrade: websocket\n\n', 101],
    ['HTTP/1.1 600 x\n\n', 600],
    ['HTTP/1.1 999 x\n\n', 999],
  ])('%j has a category of its own', async (text, status) => {
    const answer = await answerOf(text);
    expect(answer.status).toBe(status);
    expect(statusProblem('https://a.test', { ...answer, headers: {} })).toMatchObject({
      category: 'invalid_status',
      status,
    });
  });

  it.each([
    ['nothing', '', 'closed before an answer came'],
    ['half a status line', 'HTTP/1.1 20', 'in the middle of its status line'],
    ['an interim answer alone', 'HTTP/1.1 100 Continue\n\n', 'sent an interim answer'],
    ['a status of two digits', 'HTTP/1.1 20 OK\n\n', 'a status of three digits'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\n\n', 'a status of three digits'],
    ['no status', 'HTTP/1.1 OK\n\n', 'a status of three digits'],
    ['another protocol', 'ICY 200 OK\n\n', 'does not answer in HTTP'],
    ['binary data', '\u0001\u00ff\u0000', 'does not answer in HTTP'],
    ['an alert of TLS', '\u0015\u0003\u0001\u0000\u0002\u0002\u0046', 'https://'],
    ['the settings of HTTP/2', '\u0000\u0000\u0006\u0004\u0000\u0000', 'HTTP/1.1 is needed'],
    ['HTTP/2 as text', 'HTTP/2 200\n\n', 'HTTP/1.1 is needed'],
    ['SSH', 'SSH-2.0-OpenSSH_9.6\n', 'SSH server'],
    ['SMTP', '220 mail.test ESMTP\n', 'mail or FTP server'],
    ['IMAP', '* OK ready\n', 'IMAP server'],
    ['POP3', '+OK ready\n', 'POP3 server'],
    ['Redis', "-ERR unknown command 'POST'\n", 'Redis server'],
    ['a page alone', '<html>hello</html>', 'without a status line'],
    ['JSON alone', '{"ok":true}', 'without a status line'],
  ])('%s: no connection in HTTP, and who answered instead', async (_, text, words) => {
    await expect(answerOf(text)).rejects.toMatchObject({
      category: 'connect',
      message: expect.stringContaining(words),
    });
  });
});

/** What servers are made of, whole and in pieces. */
const fragments = fc.oneof(
  fc.constantFrom(
    ...['HTTP/1.1 ', 'HTTP/1.0 ', 'HTTP/2 ', '200 OK', '099 x', '100 Continue', '101 x', '1000'],
    ...['\n', '\n\n', '\n\n', ': ', ' ', '0', 'ffffffffffffffff\n', 'X'.repeat(70_000)],
    ...['Content-Length: ', '-1', '5', 'Transfer-Encoding: chunked\n', 'Connection: upgrade\n'],
    ...['Upgrade: h2c\n', 'Content-Encoding: gzip\n', 'Location: //\n', 'Retry-After: x\n'],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

it('whatever a server sends is an answer, or an outcome of its own', async () => {
  const property = fc.asyncProperty(
    fc.array(fragments, { maxLength: 12 }),
    fc.constantFrom('cut' as const, 'refuse' as const),
    async (parts, largeBody) => {
      await using server = await startRawServer(parts.join('').replaceAll('\n', '\r\n'));
      const answered = await request({ ...limits, url: server.url, largeBody }).catch(
        (error: Error) => error,
      );
      if (answered instanceof Error) expect(answered.name).toBe('GuardedRequestError');
      else statusProblem(server.url, answered);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});

describe('a request', () => {
  it('names the host, closes the connection, and has the length of its body in bytes', async () => {
    await using server = await startRawServer('HTTP/1.1 200 OK\r\n\r\n');
    await request({ ...limits, url: server.url, body: '"ä"', largeBody: 'cut' });
    const [head = '', body] = server.requests[0]?.split('\r\n\r\n') ?? [];
    const { host } = new URL(server.url);
    expect(head.toLowerCase().split('\r\n').sort()).toEqual(
      ['post /hook http/1.1', `host: ${host}`, 'content-length: 4', 'connection: close'].sort(),
    );
    expect(body).toBe('"ä"');
  });

  it('with a header that can’t be sent is not made', async () => {
    await using server = await startRawServer('HTTP/1.1 200 OK\r\n\r\n');
    const call = { ...limits, url: server.url, largeBody: 'cut' } as const;
    const headers = { 'x-a': 'b\r\nx-c: d' };
    await expect(request({ ...call, headers })).rejects.toMatchObject({ category: 'invalid_url' });
    expect(server.requests).toEqual([]);
  });
});
