import { describe, expect, it } from 'vitest';
import { settle, startEngine, task } from './harness.ts';
import { manualClock } from './manual-clock.ts';

const NEVER = new Promise(() => undefined);

describe('a Task state that hands out a task token', () => {
  function waiting(fields: object = {}) {
    const clock = manualClock();
    const tokens: string[] = [];
    const state = {
      ...task(fields, { token: '{% $states.context.Task.Token %}' }),
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Output: '{% $states.result %}',
    };
    const harness = startEngine(
      { StartAt: 'Ask', States: { Ask: state } },
      { clock, handler: ({ token }: { token: string }) => tokens.push(token) },
    );
    return { ...harness, clock, tokens };
  }

  it('goes on with what comes back, once', async () => {
    const { start, end, call, tokens, eventTypes } = waiting();
    const execution = await start();
    await settle();
    const back = { taskToken: tokens[0], output: '{"answer":42}' };
    await call('SendTaskSuccess', back);

    expect(await end(execution)).toMatchObject({ status: 'SUCCEEDED', output: '{"answer":42}' });
    await expect(call('SendTaskSuccess', back)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    expect(await eventTypes(execution)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('takes the callback that comes before the function has returned', async () => {
    const { start, end, call, engine } = startEngine(
      {
        StartAt: 'Ask',
        States: {
          Ask: {
            ...task({}, '{% $states.context.Task.Token %}'),
            Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
            Output: '{% $states.result %}',
          },
        },
      },
      {
        handler: (taskToken) => {
          void engine.handle('SendTaskSuccess', { taskToken, output: '"early"' });
          return NEVER;
        },
      },
    );

    expect(await end(await start())).toMatchObject({ status: 'SUCCEEDED', output: '"early"' });
    await expect(
      call('SendTaskSuccess', { taskToken: 'nonsense', output: '1' }),
    ).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('fails with what SendTaskFailure says', async () => {
    const { start, end, call, tokens } = waiting();
    const execution = await start();
    await settle();
    await call('SendTaskFailure', { taskToken: tokens[0], error: 'Refused', cause: 'not today' });

    expect(await end(execution)).toMatchObject({ error: 'Refused', cause: 'not today' });
  });

  it('lives as long as heartbeats come, but not longer than its time-out', async () => {
    const { start, end, call, tokens, clock } = waiting({
      TimeoutSeconds: 100,
      HeartbeatSeconds: 30,
    });
    const silent = await start();
    const talking = await start();
    await settle();
    for (let beat = 0; beat < 3; beat += 1) {
      clock.advance(29);
      await call('SendTaskHeartbeat', { taskToken: tokens[1] });
    }
    expect(await end(silent)).toMatchObject({ error: 'States.HeartbeatTimeout' });
    expect(await call('DescribeExecution', { executionArn: talking })).toMatchObject({
      status: 'RUNNING',
    });
    clock.advance(13);
    expect(await end(talking)).toMatchObject({ error: 'States.Timeout' });
  });
});
