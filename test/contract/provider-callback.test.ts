import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../functions/providers/operation.ts';
import type { ProviderCallback } from '../../functions/providers/provider-callback.ts';
import {
  type Dialect,
  type FakeProvider,
  startFakeProvider,
} from '../fakes/providers/fake-provider.ts';
import { API_KEY, JOB_ID, WEBHOOK_SECRET } from '../fakes/providers/fake-words.ts';
import { NINE, providerAt, startCall } from '../fakes/providers/provider-at.ts';
import { a2eDialect, falDialect, replicateDialect } from '../fakes/providers/queue-dialects.ts';
import { dreamMachineDialect } from '../fakes/providers/studio-dialects.ts';

const CALLBACK_URL = 'https://reelhook.example.com/api/v1/callbacks/x/0123/s3cret';
const SECONDS = NINE / 1000;

interface Sent {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** A provider that calls back, and how its calls are made. */
interface CallbackCase {
  readonly dialect: Dialect;
  entry(url: string): { readonly type: string; readonly [setting: string]: unknown };
  /** What it sends about work with that id; `at` in seconds since 1970. */
  send(about: { id: string; at?: number; finished?: boolean }): Sent;
}

const falKeys = generateKeyPairSync('ed25519');

const fal: CallbackCase = {
  dialect: {
    ...falDialect,
    answer(request, world) {
      if (!request.path.startsWith('/.well-known/')) return falDialect.answer(request, world);
      return { status: 200, json: { keys: [falKeys.publicKey.export({ format: 'jwk' })] } };
    },
  },
  entry: (url) => ({ type: 'fal', apiKey: API_KEY, baseUrl: url, keyServerUrl: url }),
  send({ id, at = SECONDS }) {
    const body = JSON.stringify({ request_id: id, status: 'OK', payload: {} });
    const digest = createHash('sha256').update(body).digest('hex');
    const signed = [id, 'user-1', `${at}`, digest].join('\n');
    const headers = {
      'x-fal-webhook-request-id': id,
      'x-fal-webhook-user-id': 'user-1',
      'x-fal-webhook-timestamp': `${at}`,
      'x-fal-webhook-signature': sign(null, Buffer.from(signed), falKeys.privateKey).toString(
        'hex',
      ),
    };
    return { body, headers };
  },
};

const replicate: CallbackCase = {
  dialect: replicateDialect,
  entry: (url) => ({ type: 'replicate', apiKey: API_KEY, baseUrl: `${url}/v1` }),
  send({ id, at = SECONDS, finished = true }) {
    const body = JSON.stringify({ id, status: finished ? 'succeeded' : 'processing' });
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': `${at}`,
      'webhook-signature': new Webhook(WEBHOOK_SECRET).sign('msg_1', new Date(at * 1000), body),
    };
    return { body, headers };
  },
};

const dreamMachine: CallbackCase = {
  dialect: dreamMachineDialect,
  entry: (url) => ({
    type: 'luma-dream-machine',
    apiKey: API_KEY,
    baseUrl: `${url}/dream-machine/v1`,
  }),
  send: ({ id, finished = true }) => ({
    body: JSON.stringify({ id, state: finished ? 'completed' : 'dreaming' }),
    headers: {},
  }),
};

const a2e: CallbackCase = {
  dialect: a2eDialect,
  entry: (url) => ({ type: 'a2e', apiKey: API_KEY, baseUrl: url }),
  send: ({ id, finished = true }) => ({
    body: JSON.stringify({
      type: finished ? 'task.completed' : 'task.processing',
      data: { _id: id },
    }),
    headers: {},
  }),
};

/** Work that was started with an address to call, and a way to deliver to it. */
async function startWork({ dialect, entry }: CallbackCase) {
  const fake = await startFakeProvider(dialect);
  const { provider } = providerAt(entry(fake.url));
  const operation = await provider.start({ ...startCall(), callbackUrl: CALLBACK_URL });
  const { callback } = provider;
  if (!callback) throw new Error('The provider does not call back.');
  return { fake, operation, deliver: deliverTo(callback, operation), ...disposing(fake) };
}

function disposing(fake: FakeProvider) {
  return { [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() };
}

function deliverTo(callback: ProviderCallback, operation: Operation) {
  return ({ body, headers }: Sent, url = CALLBACK_URL) =>
    callback.verify(
      { url, headers, rawBody: Buffer.from(body) },
      { callbackUrl: CALLBACK_URL, operation },
    );
}

for (const [name, suite] of Object.entries({ fal, replicate, dreamMachine, a2e })) {
  describe(`the callbacks of ${name}`, () => {
    it('go to the address that the start gave', async () => {
      await using work = await startWork(suite);
      const [start] = work.fake.startRequests();
      expect(`${decodeURIComponent(start?.path ?? '')} ${start?.body}`).toContain(CALLBACK_URL);
    });

    it('are believed when they are genuine, each time that they come', async () => {
      await using work = await startWork(suite);
      const sent = suite.send({ id: JOB_ID });
      expect(await work.deliver(sent)).toEqual({ finished: true });
      expect(await work.deliver(sent)).toEqual({ finished: true });
    });

    it('are believed under another name of this deployment', async () => {
      await using work = await startWork(suite);
      const elsewhere = CALLBACK_URL.replace('reelhook.example.com', 'internal:8787');
      expect(await work.deliver(suite.send({ id: JOB_ID }), elsewhere)).toEqual({ finished: true });
    });

    it('are not believed without the secret in the address', async () => {
      await using work = await startWork(suite);
      const sent = suite.send({ id: JOB_ID });
      expect(await work.deliver(sent, CALLBACK_URL.replace('s3cret', 'guess'))).toBeUndefined();
    });

    it('are not believed when they are about other work, or are no JSON', async () => {
      await using work = await startWork(suite);
      expect(await work.deliver(suite.send({ id: 'another' }))).toBeUndefined();
      const broken = { ...suite.send({ id: JOB_ID }), body: '{"id":' };
      expect(await work.deliver(broken)).toBeUndefined();
    });

    it('are asked for the status by a check, which they do not replace', async () => {
      await using work = await startWork(suite);
      const word = await work.deliver(suite.send({ id: JOB_ID }));
      expect(Object.keys(word ?? {})).toEqual(['finished']);
    });
  });
}

for (const [name, suite] of Object.entries({ fal, replicate })) {
  describe(`the signature of ${name}`, () => {
    it('is refused when the body was changed', async () => {
      await using work = await startWork(suite);
      const sent = suite.send({ id: JOB_ID });
      expect(await work.deliver({ ...sent, body: `${sent.body} ` })).toBeUndefined();
    });

    it('is refused when it is old, or from the future', async () => {
      await using work = await startWork(suite);
      expect(await work.deliver(suite.send({ id: JOB_ID, at: SECONDS - 301 }))).toBeUndefined();
      expect(await work.deliver(suite.send({ id: JOB_ID, at: SECONDS + 301 }))).toBeUndefined();
      expect(await work.deliver(suite.send({ id: JOB_ID, at: SECONDS - 299 }))).toBeDefined();
    });

    it('is refused when a header is missing or is nonsense', async () => {
      await using work = await startWork(suite);
      const sent = suite.send({ id: JOB_ID });
      for (const header of Object.keys(sent.headers)) {
        const { [header]: _left, ...headers } = sent.headers;
        expect(await work.deliver({ ...sent, headers })).toBeUndefined();
        const odd = { ...sent.headers, [header]: 'v1,AAAA' };
        expect(await work.deliver({ ...sent, headers: odd })).toBeUndefined();
      }
    });
  });
}

describe('callbacks in single providers', () => {
  it('fetch the keys of fal once for many calls, and without our credentials', async () => {
    await using work = await startWork(fal);
    await work.deliver(fal.send({ id: JOB_ID }));
    await work.deliver(fal.send({ id: JOB_ID }));
    const asked = work.fake.requests.filter(({ path }) => path.startsWith('/.well-known/'));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers['authorization']).toBeUndefined();
  });

  it('do not ask for fal’s keys when the call is worthless anyway', async () => {
    await using work = await startWork(fal);
    await work.deliver({ body: '{}', headers: {} });
    expect(work.fake.requests.some(({ path }) => path.startsWith('/.well-known/'))).toBe(false);
  });

  it('are taken with any of several signatures, as while Replicate changes its secret', async () => {
    await using work = await startWork(replicate);
    const { body, headers } = replicate.send({ id: JOB_ID });
    const both = `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`;
    const sent = { body, headers: { ...headers, 'webhook-signature': both } };
    expect(await work.deliver(sent)).toEqual({ finished: true });
  });

  it('tell of work that goes on without ending the wait', async () => {
    for (const suite of [replicate, dreamMachine, a2e]) {
      await using work = await startWork(suite);
      const sent = suite.send({ id: JOB_ID, finished: false });
      expect(await work.deliver(sent)).toEqual({ finished: false });
    }
  });
});
