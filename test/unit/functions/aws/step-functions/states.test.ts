import { describe, expect, it } from 'vitest';
import { createRequestSigner } from '../../../../../functions/aws/sign-request.ts';
import { createDeliveryStarter } from '../../../../../functions/aws/step-functions/delivery-starter.ts';
import { createTaskExecutions } from '../../../../../functions/aws/step-functions/task-executions.ts';
import { createWaitingStates } from '../../../../../functions/aws/step-functions/waiting-states.ts';
import {
  completed,
  failed,
  running,
  waiting,
} from '../../../../../functions/tasks/step-outcome.ts';
import { startReceiver } from '../../../../fakes/receiver.ts';

const sign = createRequestSigner({
  keys: { accessKeyId: 'test', secretAccessKey: 'test' },
  region: 'us-east-1',
  service: 'states',
});

const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:Tasks';
const input = { taskId: 'id', kind: 'image-to-video' };

/** Step Functions as far as it answers one call: with 200, or with the error of that name. */
async function stepFunctions(...errors: (string | undefined)[]) {
  const receiver = await startReceiver((response) => {
    const error = errors.length > 1 ? errors.shift() : errors[0];
    const body = error ? { __type: error, message: 'No.' } : {};
    response.writeHead(error ? 400 : 200).end(JSON.stringify(body));
  });
  const states = { sign, url: receiver.url };
  return {
    receiver,
    waiting: createWaitingStates(states),
    workflow: createTaskExecutions(states, machine),
    deliveries: createDeliveryStarter(states, machine),
  };
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

  it.each([
    [running('a-task', [2, 4]), 'TaskRunning'],
    [waiting('a-task', 5, 1), 'TaskWaiting'],
    [failed('a-task', { code: 'moderated', message: 'x'.repeat(100_000) }), 'TaskFailed'],
  ])('goes on by an error that carries any other outcome', async (outcome, name) => {
    const { receiver, waiting: states } = await stepFunctions();
    await using _ = receiver;
    await states.resume('the-token', outcome);
    const [request] = receiver.requests;
    expect(request?.headers['x-amz-target']).toBe('AWSStepFunctions.SendTaskFailure');
    const { taskToken, error, cause } = JSON.parse(request?.body ?? '');
    expect({ taskToken, error }).toEqual({ taskToken: 'the-token', error: name });
    expect(JSON.parse(cause)).toEqual(outcome);
    expect(cause.length).toBeLessThan(32_768);
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

describe('an execution', () => {
  it('is started under its name', async () => {
    const { receiver, workflow } = await stepFunctions();
    await using _ = receiver;
    await workflow.start('a-task', input);
    const [request] = receiver.requests;
    expect(request?.headers['x-amz-target']).toBe('AWSStepFunctions.StartExecution');
    const sent = JSON.parse(request?.body ?? '');
    expect(sent).toEqual({ stateMachineArn: machine, name: 'a-task', input: expect.any(String) });
    expect(JSON.parse(sent.input)).toEqual(input);
  });

  it('that was started before is not started again, which is no fault', async () => {
    const { receiver, workflow, deliveries } = await stepFunctions('ExecutionAlreadyExists');
    await using _ = receiver;
    await workflow.start('a-task', input);
    await deliveries.start({ eventId: 'e', endpointId: 'p', name: 'e-p' });
    expect(receiver.requests).toHaveLength(2);
  });

  it('is started again when calls came too fast', async () => {
    const { receiver, workflow } = await stepFunctions('ThrottlingException', undefined);
    await using _ = receiver;
    await workflow.start('a-task', input);
    expect(receiver.requests).toHaveLength(2);
  });

  it('is stopped by its ARN, also when there is none', async () => {
    const { receiver, workflow } = await stepFunctions('ExecutionDoesNotExist');
    await using _ = receiver;
    await workflow.stop('a-task', 'deleted');
    expect(JSON.parse(receiver.requests[0]?.body ?? '')).toEqual({
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:Tasks:a-task',
      cause: 'deleted',
    });
  });

  it('that can’t be started is an error', async () => {
    const { receiver, workflow } = await stepFunctions('StateMachineDoesNotExist');
    await using _ = receiver;
    await expect(workflow.start('a-task', input)).rejects.toThrow('StateMachineDoesNotExist');
  });
});
