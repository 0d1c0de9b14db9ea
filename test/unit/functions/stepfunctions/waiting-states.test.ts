import { describe, expect, it } from 'vitest';
import { createServiceClient } from '../../../../functions/aws/service-client.ts';
import { createWaitingStates } from '../../../../functions/stepfunctions/waiting-states.ts';
import { completed } from '../../../../functions/tasks/step-outcome.ts';
import { startReceiver } from '../../../fakes/receiver.ts';

const signer = {
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  region: 'us-east-1',
  service: 'states',
};

/** Step Functions as far as it answers one call: with 200, or with the error of that name. */
async function stepFunctions(error?: string) {
  const receiver = await startReceiver((response) => {
    const body = error ? { __type: error, message: 'No.' } : {};
    response.writeHead(error ? 400 : 200).end(JSON.stringify(body));
  });
  const service = createServiceClient({
    ...{ ...signer, url: receiver.url, target: 'AWSStepFunctions' },
    contentType: 'application/x-amz-json-1.0',
  });
  return { receiver, waiting: createWaitingStates(service) };
}

describe('a state that waits', () => {
  it('is told the outcome by its token', async () => {
    const { receiver, waiting } = await stepFunctions();
    await using _ = receiver;
    await waiting.resume('the-token', completed('a-task'));
    const [request] = receiver.requests;
    expect(request?.headers).toMatchObject({
      'x-amz-target': 'AWSStepFunctions.SendTaskSuccess',
      'content-type': 'application/x-amz-json-1.0',
      authorization: expect.stringContaining('/us-east-1/states/aws4_request'),
    });
    const { taskToken, output } = JSON.parse(request?.body ?? '');
    expect(taskToken).toBe('the-token');
    expect(JSON.parse(output)).toEqual({ taskId: 'a-task', outcome: 'completed' });
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'com.amazonaws.states#TaskTimedOut'])(
    'may wait no more (%s), which is no fault',
    async (error) => {
      const { receiver, waiting } = await stepFunctions(error);
      await using _ = receiver;
      await waiting.resume('the-token', completed('a-task'));
    },
  );

  it.each(['InvalidToken', 'AccessDeniedException'])(
    'that can’t be told (%s) is an error, so that the step is repeated',
    async (error) => {
      const { receiver, waiting } = await stepFunctions(error);
      await using _ = receiver;
      await expect(waiting.resume('the-token', completed('a-task'))).rejects.toThrow(error);
    },
  );
});
