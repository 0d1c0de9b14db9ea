import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createServiceClient } from '../../../../functions/aws/service-client.ts';
import { startReceiver } from '../../../fakes/receiver.ts';

type Answer = readonly [status: number, body: object | string] | 'hangs up';

function respond(response: ServerResponse, answer: Answer): void {
  if (answer === 'hangs up') return void response.destroy();
  const [status, body] = answer;
  response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A service that gives these answers one after the other, and the last one from then on. */
async function serviceThat(...answers: Answer[]) {
  const receiver = await startReceiver((response) => {
    respond(response, (answers.length > 1 ? answers.shift() : answers[0]) ?? 'hangs up');
  });
  const pauses: number[] = [];
  const client = createServiceClient({
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    region: 'us-east-1',
    service: 'states',
    url: receiver.url,
    target: 'AWSStepFunctions',
    contentType: 'application/x-amz-json-1.0',
    pause: async (milliseconds) => void pauses.push(milliseconds),
  });
  return { receiver, client, pauses };
}

const throttled: Answer = [400, { __type: 'com.amazonaws#ThrottlingException', message: 'Slow' }];

describe('a call of a service', () => {
  it('sends the operation, signed, and answers what the service answers', async () => {
    const { receiver, client } = await serviceThat([200, { status: 'RUNNING' }]);
    await using _ = receiver;
    expect(await client.call('DescribeExecution', { executionArn: 'ü' })).toEqual({
      status: 'RUNNING',
    });
    const [request] = receiver.requests;
    expect(JSON.parse(request?.body ?? '')).toEqual({ executionArn: 'ü' });
    expect(request?.headers).toMatchObject({
      'x-amz-target': 'AWSStepFunctions.DescribeExecution',
      'content-type': 'application/x-amz-json-1.0',
      authorization: expect.stringContaining('/us-east-1/states/aws4_request'),
    });
  });

  it.each<[string, Answer]>([
    ['a fault of the service', [500, { __type: 'InternalServerError' }]],
    ['a gateway in between', [503, '<html>']],
    ['too many requests', throttled],
    ['a connection that breaks', 'hangs up'],
  ])('is tried again after %s', async (_, answer) => {
    const { receiver, client, pauses } = await serviceThat(answer, answer, [200, { ok: true }]);
    await using __ = receiver;
    expect(await client.call('StartExecution', {})).toEqual({ ok: true });
    expect(receiver.requests).toHaveLength(3);
    expect(pauses).toHaveLength(2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(100);
  });

  it('is given up after four tries', async () => {
    const { receiver, client } = await serviceThat(throttled);
    await using _ = receiver;
    await expect(client.call('StartExecution', {})).rejects.toMatchObject({
      name: 'AwsError',
      type: 'ThrottlingException',
      status: 400,
      message: 'StartExecution was answered 400 ThrottlingException: Slow',
    });
    expect(receiver.requests).toHaveLength(4);
  });

  it('that is refused is not sent again', async () => {
    const { receiver, client } = await serviceThat([
      400,
      { __type: 'ExecutionAlreadyExists', Message: 'It is there.' },
    ]);
    await using _ = receiver;
    await expect(client.call('StartExecution', {})).rejects.toMatchObject({
      type: 'ExecutionAlreadyExists',
      message: 'StartExecution was answered 400 ExecutionAlreadyExists: It is there.',
    });
    expect(receiver.requests).toHaveLength(1);
  });
});
