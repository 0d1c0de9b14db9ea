import { describe, expect, it } from 'vitest';
import { createOperatorNotices } from '../../../../../functions/aws/events/operator-notices.ts';
import { createRequestSigner } from '../../../../../functions/aws/sign-request.ts';
import { type Answer, startReceiver } from '../../../../fakes/receiver.ts';

const notice = { owner: 'ada', endpointId: 'ep_1', url: 'https://a.test', reason: 'It is gone.' };

async function tell(answer: Answer) {
  await using bus = await startReceiver(answer);
  const sign = createRequestSigner({
    keys: { accessKeyId: 'id', secretAccessKey: 'secret' },
    region: 'us-east-1',
    service: 'events',
  });
  const lines: string[] = [];
  const log = {
    warn: (message: string) => void lines.push(message),
    error: (message: string, { error }: { error: Error }) =>
      void lines.push(`${message}: ${error.message}`),
  };
  await createOperatorNotices({ sign, url: bus.url, log }).endpointDisabled(notice);
  return { lines, request: bus.requests[0] };
}

describe('a notice to operators', () => {
  it('is put on the event bus and into the log', async () => {
    const { lines, request } = await tell(
      (response) => void response.end('{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}'),
    );
    expect(request?.headers).toMatchObject({
      'x-amz-target': 'AWSEvents.PutEvents',
      'content-type': 'application/x-amz-json-1.1',
      authorization: expect.stringContaining('/us-east-1/events/aws4_request'),
    });
    const { Entries } = JSON.parse(request?.body ?? '');
    expect(Entries).toEqual([
      {
        Source: 'reelhook',
        DetailType: 'Webhook Endpoint Disabled',
        Detail: JSON.stringify(notice),
      },
    ]);
    expect(lines).toEqual(['an endpoint was disabled']);
  });

  it.each([
    ['refuses the call', 400, ''],
    ['refuses the entry', 200, '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"No"}]}'],
    ['answers nonsense', 200, 'nonsense'],
  ])('stays in the log when the bus %s, and holds nothing up', async (_, status, body) => {
    const { lines } = await tell((response) => void response.writeHead(status).end(body));
    expect(lines).toEqual([
      'an endpoint was disabled',
      expect.stringContaining('the event bus took no notice'),
    ]);
  });
});
