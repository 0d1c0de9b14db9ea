import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRetry, retrierSchema } from '../../../../../../infra/local/engines/states/retry.ts';
import { matchesError } from '../../../../../../infra/local/engines/states/state-error.ts';
import { failure, startEngine, task } from './harness.ts';

const retrier = (fields: object) => retrierSchema.parse({ ErrorEquals: ['States.ALL'], ...fields });

function delays(fields: object, random = 1): number[] {
  const found: number[] = [];
  for (let count = 0; ; count += 1) {
    const next = nextRetry([retrier(fields)], [count], 'Any', () => random);
    if (next === undefined) {
      return found;
    }
    found.push(next.delay / 1000);
  }
}

describe('Retry', () => {
  it("has AWS's defaults: three times after 1, 2 and 4 seconds", () => {
    expect(delays({})).toEqual([1, 2, 4]);
  });

  it('grows by the backoff rate up to the longest delay', () => {
    const fields = { IntervalSeconds: 3, BackoffRate: 1.5, MaxDelaySeconds: 6, MaxAttempts: 4 };
    expect(delays(fields)).toEqual([3, 4.5, 6, 6]);
  });

  it('with full jitter takes a random share', () => {
    expect(delays({ JitterStrategy: 'FULL' }, 0.25)).toEqual([0.25, 0.5, 1]);
  });

  it('never waits longer than it may, nor more often', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 1, max: 5000 }),
        (IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds) => {
          const found = delays({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds });
          expect(found).toHaveLength(MaxAttempts);
          expect(found.every((delay) => delay <= MaxDelaySeconds)).toBe(true);
          expect(found).toEqual(found.toSorted((left, right) => left - right));
        },
      ),
    );
  });

  it('counts for each retrier, on the clock, and says how often in the context', async () => {
    const seen: unknown[] = [];
    const errors = ['A', 'A', 'B', 'A'];
    const { run, events, clock } = startEngine(
      {
        StartAt: 'Work',
        States: {
          Work: task(
            {
              Retry: [
                { ErrorEquals: ['A'], MaxAttempts: 2, IntervalSeconds: 10 },
                { ErrorEquals: ['B'], IntervalSeconds: 5 },
              ],
              Catch: [{ ErrorEquals: ['A'], Next: 'Caught' }],
            },
            '{% $states.context.State.RetryCount %}',
          ),
          Caught: { Type: 'Succeed' },
        },
      },
      {
        handler: (count) => {
          seen.push(count);
          throw failure(errors[count] ?? 'C');
        },
      },
    );
    const before = clock.now();

    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'A' } });
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(events.filter(({ kind }) => kind === 'retry').map(({ error }) => error)).toEqual([
      'A',
      'A',
      'B',
    ]);
    expect(clock.now() - before).toBeGreaterThanOrEqual(35_000);
  });

  it('counts for each execution: one that retried takes no attempt from the next', async () => {
    const calls = new Map<string, number>();
    const handler = (payload: { name: string }) => {
      const count = (calls.get(payload.name) ?? 0) + 1;
      calls.set(payload.name, count);
      if (count < 3) throw failure('Broken');
      return payload.name;
    };
    const Retry = [{ ErrorEquals: ['Broken'], MaxAttempts: 2 }];
    const { run } = startEngine(
      { StartAt: 'Work', States: { Work: task({ Retry }) } },
      { handler },
    );
    expect(await run({ name: 'first' })).toMatchObject({ output: 'first' });
    expect(await run({ name: 'second' })).toMatchObject({ output: 'second' });
  });

  it('gives up at once when the first matching retrier has no attempt', async () => {
    let calls = 0;
    const { run } = startEngine(
      {
        StartAt: 'Work',
        States: {
          Work: task({
            Retry: [{ ErrorEquals: ['A'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }],
          }),
        },
      },
      {
        handler: () => {
          calls += 1;
          throw failure('A');
        },
      },
    );

    expect(await run()).toMatchObject({ status: 'FAILED', error: 'A' });
    expect(calls).toBe(1);
  });
});

describe('Catch', () => {
  it('takes the first entry that names the error, and sees the error output', async () => {
    const { run } = startEngine(
      {
        StartAt: 'Work',
        States: {
          Work: task({
            Catch: [
              { ErrorEquals: ['Other'], Next: 'Wrong' },
              {
                ErrorEquals: ['A', 'B'],
                Assign: { failure: '{% $states.errorOutput.Error %}' },
                Output: { was: '{% $states.input %}', cause: '{% $states.errorOutput.Cause %}' },
                Next: 'Right',
              },
              { ErrorEquals: ['States.ALL'], Next: 'Wrong' },
            ],
          }),
          Right: { Type: 'Succeed', Output: { seen: '{% $states.input %}', as: '{% $failure %}' } },
          Wrong: { Type: 'Fail' },
        },
      },
      { handler: () => Promise.reject(failure('B', 'broken')) },
    );

    expect((await run('input')).output).toEqual({
      seen: { was: 'input', cause: expect.stringContaining('"errorMessage":"broken"') },
      as: 'B',
    });
  });

  it('also catches an expression of its own state that fails', async () => {
    const { run } = startEngine({
      StartAt: 'Work',
      States: {
        Work: task({
          Output: '{% $states.result.Nothing %}',
          Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
        }),
        Caught: { Type: 'Succeed', Output: '{% $states.input.Cause %}' },
      },
    });

    const { output } = await run();

    expect(output).toContain("while executing the state 'Work'");
    expect(output).toContain("'$states.result.Nothing' specified for the field 'Output'");
    expect(output).toContain('returned nothing (undefined)');
  });

  it('that fails itself ends the execution', async () => {
    const { run } = startEngine(
      {
        StartAt: 'Work',
        States: {
          Work: task({
            Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $missing %}', Next: 'Caught' }],
          }),
          Caught: { Type: 'Succeed' },
        },
      },
      { handler: () => Promise.reject(failure('A')) },
    );

    expect(await run()).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it.each([
    ['States.ALL', 'Any', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.QueryEvaluationError', true],
    ['States.ALL', 'States.Runtime', false],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.TaskFailed', 'Any', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.Timeout', 'States.HeartbeatTimeout', true],
    ['States.HeartbeatTimeout', 'States.Timeout', false],
    ['Other', 'Any', false],
  ])('%s names %s: %s', (name, error, expected) => {
    expect(matchesError([name], error)).toBe(expected);
  });
});
