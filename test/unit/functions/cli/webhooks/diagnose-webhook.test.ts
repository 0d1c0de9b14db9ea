import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CapturedRequest,
  diagnoseWebhook,
} from '../../../../../functions/cli/webhooks/diagnose-webhook.ts';
import { parseRequest } from '../../../../../functions/cli/webhooks/parse-request.ts';
import { signatureHeader } from '../../../../../functions/webhooks/signature.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const now = 1_800_000_000;
const body = '{"type":"task.completed","data":{"_id":"a","prompt":"über"}}';

function sign(text = body, timestamp = now): CapturedRequest {
  const signature = signatureHeader({ id: 'evt_a', timestamp, body: text }, [secret], []);
  return {
    headers: {
      'webhook-id': 'evt_a',
      'webhook-timestamp': `${timestamp}`,
      'webhook-signature': `v1a,abc ${signature}`,
    },
    body: text,
  };
}
const without = (name: string) => {
  const { [name]: _, ...headers } = sign().headers;
  return { headers, body };
};
const withHeader = (name: string, value: string) => ({
  headers: { ...sign().headers, [name]: value },
  body,
});

describe('a webhook', () => {
  it('is valid as it came', () => {
    expect(diagnoseWebhook(sign(), [secret, other], now)).toMatchObject({ isValid: true });
    expect(diagnoseWebhook(sign(), [secret], now + 300)).toMatchObject({ isValid: true });
  });

  it.each<[string, CapturedRequest, string[]?, number?]>([
    ['missing-headers', without('webhook-id')],
    ['missing-headers', without('webhook-signature')],
    ['timestamp-not-in-seconds', withHeader('webhook-timestamp', `${now}000`)],
    ['timestamp-not-in-seconds', withHeader('webhook-timestamp', '2026-11-28')],
    ['no-v1-signature', withHeader('webhook-signature', 'sha256=abc')],
    ['base64-body', { ...sign(), body: Buffer.from(body).toString('base64') }],
    ['reserialised-body', { ...sign(), body: JSON.stringify(JSON.parse(body), null, 2) }],
    ['quoted-body', { ...sign(), body: JSON.stringify(body) }],
    ['changed-line-end', { ...sign(), body: `${body}\r\n` }],
    ['wrong-encoding', { ...sign(), body: Buffer.from(body).toString('latin1') }],
    ['secret-with-extras', sign(), [` "${secret}"\n`]],
    ['secret-of-another-endpoint', sign(), [other, secret]],
    ['clock', sign(), [secret], now + 301],
    ['clock', sign(), [secret], now - 301],
    ['wrong-secret-or-body', sign(), [other]],
    ['wrong-secret-or-body', { ...sign(), body: body.replace('"a"', '"b"') }],
  ])('is recognised as %s', (finding, request, secrets = [secret], at = now) => {
    const diagnosis = diagnoseWebhook(request, secrets, at);
    expect(diagnosis).toMatchObject({ isValid: false, finding });
    expect(diagnosis.explanation).toMatch(/\w.*\.$|v1,$/);
  });

  it('is never called valid with any other body', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(text !== body);
        expect(diagnoseWebhook({ ...sign(), body: text }, [secret], now).isValid).toBe(false);
      }),
    );
  });
});

describe('a written request', () => {
  it('is HTTP or JSON', () => {
    const { headers } = sign();
    const lines = Object.entries(headers).map(([name, value]) => `${name.toUpperCase()}: ${value}`);
    for (const end of ['\n', '\r\n']) {
      const http = ['POST /hook HTTP/1.1', ...lines, '', body].join(end);
      expect(parseRequest(http)).toEqual({ headers, body });
    }
    expect(parseRequest(JSON.stringify({ headers, body }))).toEqual({ headers, body });
  });

  it.each(['', 'hello', '{"body":"x"}'])('is refused in words: %j', (text) => {
    expect(() => parseRequest(text)).toThrow('That is no request');
  });
});
