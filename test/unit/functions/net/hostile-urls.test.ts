import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import type { GuardedRequestError } from '../../../../functions/net/guarded-request-error.ts';
import { resolveAndCheck } from '../../../../functions/net/resolve-and-check.ts';
import { downloadPolicy } from '../../../../functions/net/url-policy.ts';
import { startReceiver } from '../../../fakes/receiver.ts';

/** Forms that name this machine or a private network; PORT is where a listener waits on every loopback address. */
const LITERALS = [
  'http://127.0.0.1:PORT/',
  'http://127.0.0.2:PORT/',
  'http://127.255.255.254:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0x7f.0.0.1:PORT/',
  'http://0x7F.1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://0177.0x0.0.1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://１２７.0.0.1:PORT/',
  'http://127。0。0。1:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://①②⑦.0.0.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://0:PORT/',
  'http://00000:PORT/',
  'http://[::1]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[0000::0001]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/',
  'http://[::ffff:0:127.0.0.1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://[64:ff9b:1::127.0.0.1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[2001:0:7f00:1::]:PORT/',
  'http://[fe80::1]:PORT/',
  'http://[fec0::1]:PORT/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://[ff02::1]:PORT/',
  'http://[100::1]:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.170.2/v2/credentials',
  'http://2852039166/latest/meta-data/',
  'http://0xa9fea9fe/latest/meta-data/',
  'http://169.254.79.129:2000/',
  'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'https://127.0.0.1:PORT/',
  'https://[::1]:PORT/',
  'http://localhost:PORT/',
  'http://localhost.:PORT/',
  'http://LOCALHOST:PORT/',
  'http://ｌｏｃａｌｈｏｓｔ:PORT/',
  'http://a.localhost:PORT/',
];

/** Forms that are refused for how they are written. */
const MISSHAPEN = [
  '',
  'http://',
  'http:///',
  'not a url',
  '//127.0.0.1:PORT/',
  'file:///etc/passwd',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/_GET',
  'data:text/plain,hello',
  'javascript:alert(1)',
  'unix:///var/run/docker.sock',
  'http://user@127.0.0.1:PORT/',
  'http://user:secret@127.0.0.1:PORT/',
  'http://public.test@127.0.0.1:PORT/',
  'http://public.test\\@127.0.0.1:PORT/',
  'http:\\\\127.0.0.1:PORT/',
  ' http://127.0.0.1:PORT/',
  'http://127.0.0.1:PORT/a b',
  'http://127.0.0.1:PORT/\r\nHost: other',
  'ht\ntp://127.0.0.1:PORT/',
  'http://[::1%25lo]:PORT/',
  'http://127.0.0.1:99999/',
  'http://public.test:22/',
  'http://public.test:25/',
  `http://public.test/${'a'.repeat(2048)}`,
];

/** Names, and what the name service says they are. */
const NAMES: Record<string, string[]> = {
  'loopback.test': ['127.0.0.1'],
  'loopback6.test': ['::1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'nat64.test': ['64:ff9b::7f00:1'],
  'sixtofour.test': ['2002:7f00:1::1'],
  'metadata.test': ['169.254.169.254'],
  'metadata6.test': ['fd00:ec2::254'],
  'private.test': ['10.1.2.3'],
  'shared.test': ['100.100.100.200'],
  'unspecified.test': ['0.0.0.0'],
  'mixed.test': ['93.184.215.14', '127.0.0.1'],
  'mixed6.test': ['2606:4700::1111', '::1'],
};

const policy = downloadPolicy('refused');
const call = { method: 'GET', timeoutSeconds: 2, maxBytes: 1000, largeBody: 'cut' } as const;

describe('hostile addresses', () => {
  const listener = createServer(() => {
    reached += 1;
  });
  let reached = 0;
  let port = 0;

  beforeAll(async () => {
    listener.listen(0, '::');
    await once(listener, 'listening');
    port = (listener.address() as AddressInfo).port;
  });
  afterAll(() => {
    listener.close();
  });

  async function lookUp(name: string) {
    return (NAMES[name] ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
  }

  async function refusal(url: string, request = createGuardedRequest(policy, { lookUp })) {
    const error = await request({ ...call, url: url.replace('PORT', `${port}`) }).then(
      () => undefined,
      (reason: GuardedRequestError) => reason,
    );
    expect(reached, 'connections to the listener').toBe(0);
    return error;
  }

  it('are more than sixty', () => {
    expect(LITERALS.length + MISSHAPEN.length + Object.keys(NAMES).length).toBeGreaterThan(60);
  });

  it.each(LITERALS)('%s is refused at registration and at the call', async (url) => {
    expect(await refusal(url)).toMatchObject({ category: 'blocked_address' });
    expect(await resolveAndCheck(url.replace('PORT', `${port}`), policy, lookUp)).toBeDefined();
  });

  it.each(MISSHAPEN)('%j is refused as written', async (url) => {
    expect(await refusal(url)).toMatchObject({ category: 'invalid_url' });
    expect(await resolveAndCheck(url.replace('PORT', `${port}`), policy, lookUp)).toBeDefined();
  });

  it.each(Object.keys(NAMES))('the name %s is refused at both moments', async (name) => {
    const url = `http://${name}:PORT/`;
    const refused = await refusal(url);
    expect(refused).toMatchObject({ category: 'blocked_address' });
    const reason = await resolveAndCheck(url.replace('PORT', `${port}`), policy, lookUp);
    expect(reason).toContain(name);
    for (const { address } of await lookUp(name)) {
      expect([reason, refused?.message].join(' ')).not.toContain(address);
    }
  });

  it('a name that changes after registration is refused when it is called', async () => {
    let answer = '93.184.215.14';
    const rebinding = async () => [{ address: answer, family: 4 }];
    expect(await resolveAndCheck('http://rebinding.test/', policy, rebinding)).toBeUndefined();
    answer = '127.0.0.1';
    const request = createGuardedRequest(policy, { lookUp: rebinding });
    expect(await refusal('http://rebinding.test:PORT/', request)).toMatchObject({
      category: 'blocked_address',
    });
  });

  it('a connection that ends somewhere private after all is dropped before anything is sent', async () => {
    let received = 0;
    const trap = createServer((socket) => socket.on('data', () => (received += 1)));
    trap.listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const trapPort = (trap.address() as AddressInfo).port;
    const request = createGuardedRequest(policy, {
      lookUp: async () => [{ address: '93.184.215.14', family: 4 }],
      connect: () => connect(trapPort, '127.0.0.1'),
    });
    const error = await refusal('http://public.test:8080/', request);
    expect(error).toMatchObject({
      category: 'blocked_address',
      message: 'The connection led nowhere public: its address is not a public one.',
    });
    await new Promise((resolve) => trap.close(resolve));
    expect(received).toBe(0);
  });

  it('a redirect to a private address is an answer and not followed', async () => {
    const request = createGuardedRequest(downloadPolicy('allowed'));
    const target = `http://127.0.0.1:${port}/`;
    await using redirecting = await startReceiver((response) =>
      response.writeHead(302, { location: target }).end(),
    );
    const response = await request({ ...call, url: redirecting.url });
    expect(response).toMatchObject({ status: 302, headers: { location: target } });
    expect(reached).toBe(0);
  });
});
