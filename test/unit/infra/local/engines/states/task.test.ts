import { describe, expect, it } from 'vitest';
import { failure, settle, startEngine, task } from './harness.ts';
import { manualClock } from './manual-clock.ts';

describe('a Task state', () => {
  it('hands over its arguments and gives back the result as AWS wraps it', async () => {
    const calls: unknown[] = [];
    const state = task({ Output: '{% $states.result %}' }, { number: '{% $states.input.n + 1 %}' });
    const { run } = startEngine(
      { StartAt: 'Work', States: { Work: state } },
      { handler: (payload, name) => calls.push([name, payload]) },
    );

    const { status, output } = await run({ n: 1 });

    expect(status).toBe('SUCCEEDED');
    expect(calls).toEqual([['work', { number: 2 }]]);
    expect(output).toMatchObject({ Payload: 1, StatusCode: 200, ExecutedVersion: '$LATEST' });
  });

  it('named by a plain function ARN sends its input and passes the payload on', async () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:double';
    const { start, end, eventTypes } = startEngine(
      { StartAt: 'Double', States: { Double: { Type: 'Task', Resource: arn, End: true } } },
      { handler: (payload, name) => ({ name, twice: 2 * payload }) },
    );
    const execution = await start(21);

    expect(JSON.parse(String((await end(execution))['output']))).toEqual({ name: arn, twice: 42 });
    expect(await eventTypes(execution)).toContain('LambdaFunctionSucceeded');
  });

  it('fails with the function error and its whole document as the cause', async () => {
    const { run } = startEngine(
      { StartAt: 'Work', States: { Work: task() } },
      { handler: () => Promise.reject(failure('ProviderBusyError', 'come back later')) },
    );

    const { status, error, cause } = await run();

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ProviderBusyError' });
    expect(JSON.parse(cause)).toMatchObject({
      errorType: 'ProviderBusyError',
      errorMessage: 'come back later',
    });
  });

  it('times out, and ignores what the function says afterwards', async () => {
    const clock = manualClock();
    const late = Promise.withResolvers<unknown>();
    const { start, end } = startEngine(
      { StartAt: 'Work', States: { Work: task({ TimeoutSeconds: '{% 5 * 6 %}' }) } },
      { clock, handler: () => late.promise },
    );
    const execution = await start();
    await settle();
    clock.advance(29);
    await settle();
    clock.advance(1);

    expect(await end(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    late.resolve('too late');
    await settle();
    expect(await end(execution)).toMatchObject({ status: 'FAILED' });
  });

  it('refuses a result over 256 KiB, which States.ALL does not catch', async () => {
    const { run } = startEngine(
      {
        StartAt: 'Work',
        States: {
          Work: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] }),
          Caught: { Type: 'Succeed' },
        },
      },
      { handler: () => 'é'.repeat(131_072) },
    );

    expect(await run()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('starts another execution and names the refusal as AWS does', async () => {
    const start = (name: string) => ({
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution',
      Arguments: {
        StateMachineArn: '{% $states.context.StateMachine.Id %}',
        Name: name,
        Input: { child: true },
      },
    });
    const { run, call } = startEngine({
      StartAt: 'Child?',
      States: {
        'Child?': {
          Type: 'Choice',
          Choices: [{ Condition: '{% $states.input.child = true %}', Next: 'Done' }],
          Default: 'First',
        },
        First: { ...start('child'), Next: 'Wait' },
        Wait: { Type: 'Wait', Seconds: 1, Next: 'Again' },
        Again: { ...start('child'), End: true },
        Done: { Type: 'Succeed' },
      },
    });

    expect(await run()).toMatchObject({ error: 'StepFunctions.ExecutionAlreadyExistsException' });
    expect(
      await call('DescribeExecution', {
        executionArn: 'arn:aws:states:us-east-1:000000000000:execution:Machine:child',
      }),
    ).toMatchObject({ status: 'SUCCEEDED', output: '{"child":true}' });
  });

  it('polls for an hour in a moment', async () => {
    let checks = 0;
    const { run, clock } = startEngine(
      {
        StartAt: 'Check',
        States: {
          Check: task({ Next: 'Is it finished?' }),
          'Is it finished?': {
            Type: 'Choice',
            Choices: [{ Condition: '{% $states.input = 120 %}', Next: 'Done' }],
            Default: 'Wait',
          },
          Wait: { Type: 'Wait', Seconds: 30, Next: 'Check' },
          Done: { Type: 'Succeed' },
        },
      },
      {
        handler: () => {
          checks += 1;
          return checks;
        },
      },
    );
    const before = clock.now();

    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: 120 });
    expect(clock.now() - before).toBeGreaterThanOrEqual(119 * 30_000);
  });
});
