import { describe, expect, it } from 'vitest';
import { settle, startEngine } from './harness.ts';
import { manualClock } from './manual-clock.ts';

describe('Wait', () => {
  it('until a timestamp, and not at all when it has passed', async () => {
    const clock = manualClock(Date.parse('2026-05-01T12:00:00Z'));
    const { start, end, events } = startEngine(
      {
        StartAt: 'Wait',
        States: { Wait: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } },
      },
      { clock },
    );
    const future = await start('2026-05-01T14:30:00+02:00');
    const past = await start('2025-01-01T00:00:00.5Z');
    await settle();
    expect(events[1]).toMatchObject({ waitUntil: Date.parse('2026-05-01T12:30:00Z') });
    clock.advance(0);
    expect(await end(past)).toMatchObject({ status: 'SUCCEEDED' });
    clock.advance(30 * 60);
    expect(await end(future)).toMatchObject({ output: '"2026-05-01T14:30:00+02:00"' });
  });

  it.each(['tomorrow', '2026-05-01', '2026-05-01 12:00:00Z', '2026-13-01T00:00:00Z'])(
    'refuses %s as a timestamp',
    async (text) => {
      const { run } = startEngine({
        StartAt: 'Wait',
        States: { Wait: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } },
      });
      expect(await run(text)).toMatchObject({ error: 'States.QueryEvaluationError' });
    },
  );

  it.each([-1, 1.5, '10', 100_000_000])('refuses %s seconds', async (seconds) => {
    const { run } = startEngine({
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } },
    });
    expect(await run(seconds)).toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});

describe('Choice', () => {
  const definition = {
    StartAt: 'Choose',
    States: {
      Choose: {
        Type: 'Choice',
        Choices: [
          {
            Condition: '{% $states.input > 10 %}',
            Assign: { size: 'large' },
            Output: '{% $states.input / 10 %}',
            Next: 'Done',
          },
          { Condition: '{% $states.input > 5 %}', Assign: { size: 'middle' }, Next: 'Done' },
        ],
        Default: 'Done',
        Assign: { size: 'small' },
        Output: 'nothing',
      },
      Done: { Type: 'Succeed', Output: ['{% $size %}', '{% $states.input %}'] },
    },
  };

  it.each([
    [50, ['large', 5]],
    [7, ['middle', 7]],
    [1, ['small', 'nothing']],
  ])('takes the first rule that holds, with its own output: %s', async (input, output) => {
    expect((await startEngine(definition).run(input)).output).toEqual(output);
  });

  it('fails without a rule and a default, and on a condition that is no boolean', async () => {
    const choose = (Condition: string) => ({
      StartAt: 'Choose',
      States: {
        Choose: { Type: 'Choice', Choices: [{ Condition, Next: 'Done' }] },
        Done: { Type: 'Succeed' },
      },
    });
    expect(await startEngine(choose('{% false %}')).run()).toMatchObject({
      error: 'States.NoChoiceMatched',
    });
    expect(await startEngine(choose('{% 1 %}')).run()).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('Fail', () => {
  it('gives the error and cause its expressions make', async () => {
    const { run } = startEngine({
      StartAt: 'Refuse',
      States: {
        Refuse: {
          Type: 'Fail',
          Error: "{% 'Invalid' & $states.input.kind %}",
          Cause: '{% $states.input.why %}',
        },
      },
    });
    expect(await run({ kind: 'Task', why: 'no photo' })).toEqual({
      status: 'FAILED',
      output: undefined,
      error: 'InvalidTask',
      cause: 'no photo',
    });
  });
});

describe('Variables and the context', () => {
  it('assigns from the values before the state, not from each other', async () => {
    const { run } = startEngine({
      StartAt: 'First',
      States: {
        First: {
          Type: 'Wait',
          Seconds: 0,
          Assign: { a: 1, b: '{% $states.input %}' },
          Next: 'Swap',
        },
        Swap: {
          Type: 'Wait',
          Seconds: 0,
          Assign: { a: '{% $b %}', b: '{% $a %}' },
          Output: ['{% $a %}', '{% $b %}'],
          Next: 'Show',
        },
        Show: { Type: 'Succeed', Output: ['{% $states.input %}', '{% $a %}', '{% $b %}'] },
      },
    });
    expect((await run(2)).output).toEqual([[1, 2], 2, 1]);
  });

  it('shows the context', async () => {
    const { start, end } = startEngine({
      StartAt: 'Show',
      States: { Show: { Type: 'Succeed', Output: '{% $states.context %}' } },
    });
    const executionArn = await start({ given: true }, 'mine');
    const { output } = await end(executionArn);
    expect(JSON.parse(String(output))).toMatchObject({
      Execution: { Id: executionArn, Name: 'mine', Input: { given: true }, RedriveCount: 0 },
      State: { Name: 'Show', RetryCount: 0 },
      StateMachine: { Name: 'Machine' },
    });
  });
});

describe('the limits of an execution', () => {
  it('times out as its machine says, whatever it waits for', async () => {
    const { run, clock } = startEngine({
      TimeoutSeconds: 60,
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } },
    });
    const before = clock.now();
    expect(await run()).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(clock.now() - before).toBeLessThan(120_000);
  });

  /** A Choice without a rule that holds. */
  function leadTo(Default: string) {
    return { Type: 'Choice', Choices: [{ Condition: false, Next: Default }], Default };
  }

  it('ends an endless loop at 25,000 events', async () => {
    const { start, end, call } = startEngine({
      StartAt: 'Ping',
      States: { Ping: leadTo('Pong'), Pong: leadTo('Ping') },
    });
    const executionArn = await start();
    expect(await end(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('maximum number of history events (25000)'),
      redriveStatus: 'NOT_REDRIVABLE',
    });
    const { events } = await call('GetExecutionHistory', {
      executionArn,
      reverseOrder: true,
      maxResults: 1,
    });
    expect(events).toMatchObject([{ id: 25_000, type: 'ExecutionFailed' }]);
  });
});
