import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { MACHINE_ARN, settle, task } from './harness.ts';
import { manualClock } from './manual-clock.ts';

const echo = { StartAt: 'Work', States: { Work: task() } };
const hold = {
  StartAt: 'Ask',
  States: {
    Ask: {
      ...task({ HeartbeatSeconds: 99_999 }, '{% $states.context.Task.Token %}'),
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Output: '{% $states.result %}',
    },
  },
};

describe('through the SDK', () => {
  it('a task starts, runs and tells its history', async () => {
    const { client, start, end } = await connect(echo);
    const { executionArn = '', startDate } = await start({ n: 1 }, 'mine');
    expect(executionArn).toBe('arn:aws:states:us-east-1:000000000000:execution:Machine:mine');
    expect(startDate).toBeInstanceOf(Date);
    await end(executionArn);

    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      name: 'mine',
      status: 'SUCCEEDED',
      stateMachineArn: MACHINE_ARN,
      input: '{"n":1}',
      output: '{"n":1}',
      stopDate: expect.any(Date),
    });
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.map(({ id, previousEventId }) => [id, previousEventId])).toEqual([
      [1, 0],
      [2, 0],
      [3, 2],
      [4, 3],
      [5, 4],
      [6, 5],
      [7, 6],
    ]);
    expect(events).toMatchObject([
      { type: 'ExecutionStarted', executionStartedEventDetails: { input: '{"n":1}' } },
      { type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Work', input: '{"n":1}' } },
      {
        type: 'TaskScheduled',
        taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke' },
      },
      { type: 'TaskStarted', taskStartedEventDetails: { resource: 'invoke' } },
      { type: 'TaskSucceeded', taskSucceededEventDetails: { resource: 'invoke' } },
      { type: 'TaskStateExited', stateExitedEventDetails: { name: 'Work', output: '{"n":1}' } },
      { type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{"n":1}' } },
    ]);
  });

  it('a history is read backwards, in pages, and without its data', async () => {
    const { client, start, end } = await connect(echo);
    const { executionArn = '' } = await start({ secret: true });
    await end(executionArn);
    const types: unknown[] = [];
    let data = '';
    const pages = paginateGetExecutionHistory(
      { client, pageSize: 2 },
      { executionArn, reverseOrder: true, includeExecutionData: false },
    );
    for await (const { events = [] } of pages) {
      expect(events.length).toBeLessThanOrEqual(2);
      types.push(...events.map(({ type }) => type));
      data += JSON.stringify(events);
    }
    expect(types).toHaveLength(7);
    expect([types[0], types[6]]).toEqual(['ExecutionSucceeded', 'ExecutionStarted']);
    expect(data).not.toContain('secret');
  });

  it('the same name starts once while it runs, and never again afterwards', async () => {
    const { client, start } = await connect(
      {
        StartAt: 'Wait',
        States: { Wait: { Type: 'Wait', Seconds: 999, End: true } },
      },
      { clock: manualClock() },
    );
    const first = await start({ n: 1 }, 'once');
    expect(await start({ n: 1 }, 'once')).toMatchObject({
      executionArn: first.executionArn,
      startDate: first.startDate,
    });
    const refused = { name: 'ExecutionAlreadyExists' };
    await expect(start({ n: 2 }, 'once')).rejects.toMatchObject(refused);
    const { executionArn } = first;
    await client.send(new StopExecutionCommand({ executionArn, error: 'E', cause: 'C' }));
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'ABORTED',
      error: 'E',
      cause: 'C',
      redriveStatus: 'REDRIVABLE',
    });
    await expect(start({ n: 1 }, 'once')).rejects.toMatchObject(refused);
  });

  it('refusals have the names that AWS gives them', async () => {
    const { client, start } = await connect(echo);
    const at = (name: string) => MACHINE_ARN.replace('stateMachine', 'execution').concat(name);
    const started = (fields: object) =>
      client.send(new StartExecutionCommand({ stateMachineArn: MACHINE_ARN, ...fields }));

    await expect(start({}, 'a b')).rejects.toMatchObject({ name: 'InvalidName' });
    await expect(start({}, 'x'.repeat(81))).rejects.toMatchObject({ name: 'InvalidName' });
    await expect(started({ input: '{' })).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
    await expect(started({ input: `"${'x'.repeat(262_144)}"` })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(started({ stateMachineArn: 'other' })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    await expect(
      client.send(new DescribeExecutionCommand({ executionArn: at(':none') })),
    ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await expect(
      client.send(new DescribeExecutionCommand({ executionArn: 'none' })),
    ).rejects.toMatchObject({ name: 'InvalidArn' });
  });

  it('task tokens come back, fail and beat', async () => {
    const tokens: string[] = [];
    const { client, start, end } = await connect(hold, {
      handler: (token: string) => tokens.push(token),
      clock: manualClock(),
    });
    const { executionArn: good = '' } = await start({});
    const { executionArn: bad = '' } = await start({});
    await settle();
    const [taskToken, other] = tokens;
    await client.send(new SendTaskHeartbeatCommand({ taskToken }));
    await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":1}' }));
    await client.send(new SendTaskFailureCommand({ taskToken: other, error: 'Bad' }));
    expect([await end(good), await end(bad)]).toMatchObject([
      { status: 'SUCCEEDED', output: '{"ok":1}' },
      { status: 'FAILED', error: 'Bad' },
    ]);
    await expect(
      client.send(new SendTaskSuccessCommand({ taskToken, output: '1' })),
    ).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await expect(
      client.send(new SendTaskHeartbeatCommand({ taskToken: 'x' })),
    ).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('a failed execution is redriven from the state that failed', async () => {
    const calls: string[] = [];
    const { client, start, end } = await connect(
      {
        StartAt: 'First',
        States: { First: task({ Next: 'Second' }, 'first'), Second: task({}, 'second') },
      },
      {
        handler: (payload: string) => {
          calls.push(payload);
          if (calls.length === 2) {
            throw new Error('down');
          }
          return payload;
        },
      },
    );
    const { executionArn = '' } = await start({});
    expect(await end(executionArn)).toMatchObject({ status: 'FAILED', error: 'Error' });
    await client.send(new RedriveExecutionCommand({ executionArn }));
    expect(await end(executionArn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
    expect(calls).toEqual(['first', 'second', 'second']);
    await expect(client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });

  it('executions and state machines are listed', async () => {
    const { client, start, end } = await connect(echo);
    const arns: unknown[] = [];
    for (const n of [1, 2, 3]) {
      const { executionArn = '' } = await start(n);
      await end(executionArn);
      arns.unshift(executionArn);
    }
    const found: unknown[] = [];
    const pages = paginateListExecutions(
      { client, pageSize: 2 },
      { stateMachineArn: MACHINE_ARN, statusFilter: 'SUCCEEDED' },
    );
    for await (const { executions = [] } of pages) {
      found.push(...executions.map(({ executionArn }) => executionArn));
    }
    expect(found).toEqual(arns);
    const failed = { stateMachineArn: MACHINE_ARN, statusFilter: 'FAILED' as const };
    expect(await client.send(new ListExecutionsCommand(failed))).toMatchObject({ executions: [] });
    expect(await client.send(new ListStateMachinesCommand())).toMatchObject({
      stateMachines: [{ name: 'Machine', type: 'STANDARD', stateMachineArn: MACHINE_ARN }],
    });
    const described = await client.send(
      new DescribeStateMachineCommand({ stateMachineArn: MACHINE_ARN }),
    );
    expect(JSON.parse(String(described.definition))).toMatchObject(echo);
  });
});
