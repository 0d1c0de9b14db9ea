import { describe, expect, it } from 'vitest';
import { callJson, type JsonService } from '../../../../functions/aws/json-call.ts';
import { createKmsCipher } from '../../../../functions/aws/kms/kms-cipher.ts';
import { readParameters } from '../../../../functions/aws/parameters/read-parameters.ts';
import { createRequestSigner } from '../../../../functions/aws/sign-request.ts';
import { type Answer, startReceiver } from '../../../fakes/receiver.ts';

/** A service of AWS that gives these answers one after the other; the last is repeated. */
async function startAws(...answers: Answer[]) {
  const receiver = await startReceiver(...answers);
  const service: JsonService = {
    sign: createRequestSigner({
      keys: { accessKeyId: 'id', secretAccessKey: 'secret' },
      region: 'us-east-1',
      service: 'kms',
    }),
    url: receiver.url,
    timeLimits: { attempt: 400, call: 1200 },
  };
  return {
    service,
    requests: receiver.requests,
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

const respond =
  (status: number, body: unknown): Answer =>
  (response) =>
    void response.writeHead(status).end(JSON.stringify(body));
const throttled = respond(400, { __type: 'com.amazonaws.kms#ThrottlingException' });
const call = { target: 'TrentService.Encrypt', protocol: 'AWS JSON 1.1', input: { a: 1 } } as const;

describe('a JSON call to AWS', () => {
  it('is signed and returns the output', async () => {
    await using aws = await startAws(respond(200, { b: 2 }));
    expect(await callJson(aws.service, call)).toEqual({ b: 2 });
    expect(aws.requests).toEqual([
      {
        url: '/hook',
        body: '{"a":1}',
        headers: expect.objectContaining({
          'x-amz-target': 'TrentService.Encrypt',
          'content-type': 'application/x-amz-json-1.1',
          authorization: expect.stringContaining('/us-east-1/kms/aws4_request'),
        }),
      },
    ]);
  });

  it.each<[string, Answer]>([
    ['throttled', throttled],
    ['throttled under another name', respond(400, { __type: 'TooManyRequestsException' })],
    ['answered 429', 429],
    ['answered 500', 500],
    ['answered 503', 503],
    ['dropped', (response) => response.socket?.destroy()],
    ['broken off', (response) => void response.writeHead(200, { 'content-length': 9 }).write('{')],
    ['left without an answer', () => {}],
  ])('is sent again when it was %s', async (_, answer) => {
    await using aws = await startAws(answer, respond(200, {}));
    expect(await callJson(aws.service, call)).toEqual({});
    expect(aws.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('is not sent again when it was refused', async () => {
    await using aws = await startAws(respond(400, { __type: 'x#NotFoundException' }));
    await expect(callJson(aws.service, call)).rejects.toMatchObject({
      name: 'JsonCallError',
      code: 'NotFoundException',
      message: expect.stringContaining('TrentService.Encrypt was answered 400'),
    });
    expect(aws.requests).toHaveLength(1);
  });

  it.each<[string, Answer, string]>([
    ['throttles', throttled, 'ThrottlingException'],
    ['is silent', () => {}, 'no answer'],
  ])('gives up within its time when AWS %s', async (_, answer, message) => {
    await using aws = await startAws(answer);
    const begun = performance.now();
    await expect(callJson(aws.service, call)).rejects.toThrow(message);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(aws.requests.length).toBeGreaterThan(1);
  });

  it('gives up when its caller has no more time', async () => {
    await using aws = await startAws(throttled);
    const signal = AbortSignal.abort();
    await expect(callJson(aws.service, { ...call, signal })).rejects.toThrow('no answer');
    expect(aws.requests).toHaveLength(0);
  });
});

describe('a first request that AWS throttles', () => {
  it('delays sealing', async () => {
    await using aws = await startAws(throttled, respond(200, { CiphertextBlob: 'sealed' }));
    const cipher = createKmsCipher({ ...aws.service, keyId: 'key' });
    expect(await cipher.seal('secret', {})).toBe('sealed');
  });

  it('delays reading parameters', async () => {
    const parameters = [{ Name: '/reelhook/providers', Value: 'fal' }];
    await using aws = await startAws(throttled, respond(200, { Parameters: parameters }));
    const found = await readParameters(aws.service, { path: '/reelhook', withSecrets: false });
    expect([...found]).toEqual([['providers', 'fal']]);
  });
});
