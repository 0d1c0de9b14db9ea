import { describe, expect, it } from 'vitest';
import { Reelhook } from '../../../../functions/client/reelhook.ts';
import { signatureHeader } from '../../../../functions/webhooks/signature.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"type":"task.completed","timestamp":"2026-11-28T00:00:00Z","data":{"_id":"a"}}';
const reelhook = new Reelhook({ baseUrl: 'http://localhost', token: '', signingSecret: secret });

function sign(timestamp = Math.floor(Date.now() / 1000)) {
  const signature = signatureHeader({ id: 'evt_a', timestamp, body }, [secret], []);
  return {
    'webhook-id': 'evt_a',
    'webhook-timestamp': `${timestamp}`,
    'webhook-signature': signature,
  };
}

describe('webhooks.verify', () => {
  it('answers the event, of a fetch Request as of headers and bytes', async () => {
    const request = new Request('http://localhost/hook', { method: 'POST', headers: sign(), body });
    await expect(reelhook.webhooks.verify(request)).resolves.toEqual(JSON.parse(body));
    const node = { headers: { ...sign(), host: 'a', cookie: undefined }, body: Buffer.from(body) };
    await expect(reelhook.webhooks.verify(node)).resolves.toMatchObject({ data: { _id: 'a' } });
  });

  it.each([
    ['another secret', sign(), body, 'whsec_c2VjcmV0'],
    ['a changed body', sign(), `${body} `, secret],
    ['an old request', sign(1_700_000_000), body, secret],
    ['no signature', {}, body, secret],
  ])('refuses %s', async (_, headers, sent, known) => {
    await expect(reelhook.webhooks.verify({ headers, body: sent }, known)).rejects.toThrow();
  });

  it('says what it needs', () => {
    const plain = new Reelhook({ baseUrl: 'http://localhost', token: '' });
    expect(() => plain.webhooks.verify({ headers: {}, body })).toThrow('Give the signing secret');
  });
});
