import { describe, expect, it } from 'vitest';
import { failure, startEngine, task } from './harness.ts';

describe('Parallel', () => {
  it('gives every branch the arguments and collects the outputs in order', async () => {
    const { start, end, eventTypes } = startEngine({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Arguments: { n: '{% $states.input * 2 %}' },
          Assign: { outputs: '{% $states.result %}' },
          Output: '{% $sum($states.result) %}',
          Branches: [
            {
              StartAt: 'Slow',
              States: {
                Slow: { Type: 'Wait', Seconds: 60, Next: 'One' },
                One: { Type: 'Pass', Output: '{% $states.input.n + 1 %}', End: true },
              },
            },
            {
              StartAt: 'Two',
              States: { Two: { Type: 'Pass', Output: '{% $states.input.n + 2 %}', End: true } },
            },
          ],
          Next: 'Show',
        },
        Show: { Type: 'Succeed', Output: ['{% $states.input %}', '{% $outputs %}'] },
      },
    });
    const execution = await start(5);
    expect(JSON.parse(String((await end(execution))['output']))).toEqual([23, [11, 12]]);
    expect((await eventTypes(execution)).filter((type) => type.startsWith('Parallel'))).toEqual([
      'ParallelStateEntered',
      'ParallelStateStarted',
      'ParallelStateSucceeded',
      'ParallelStateExited',
    ]);
  });

  it('fails with the first branch that fails and stops the others', async () => {
    const calls: unknown[] = [];
    const { run, clock } = startEngine(
      {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Catch: [{ ErrorEquals: ['A'], Next: 'Caught' }],
            Branches: [
              { StartAt: 'Fails', States: { Fails: task({}, 'fails') } },
              {
                StartAt: 'Waits',
                States: {
                  Waits: { Type: 'Wait', Seconds: 60, Next: 'Never' },
                  Never: task({}, 'never'),
                },
              },
            ],
            End: true,
          },
          Caught: { Type: 'Wait', Seconds: 120, Next: 'Show' },
          Show: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
        },
      },
      {
        handler: (payload) => {
          calls.push(payload);
          throw failure('A');
        },
      },
    );
    const before = clock.now();
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', output: 'A' });
    expect(calls).toEqual(['fails']);
    expect(clock.now() - before).toBeGreaterThanOrEqual(120_000);
  });

  it('begins all branches again on a retry', async () => {
    const calls: string[] = [];
    const { run } = startEngine(
      {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Retry: [{ ErrorEquals: ['A'] }],
            Branches: ['one', 'two'].map((name) => ({
              StartAt: name,
              States: { [name]: task({}, name) },
            })),
            End: true,
          },
        },
      },
      {
        handler: (payload: string) => {
          calls.push(payload);
          if (calls.length === 2) {
            throw failure('A');
          }
          return payload;
        },
      },
    );
    expect(await run()).toMatchObject({ output: ['one', 'two'] });
    expect(calls).toEqual(['one', 'two', 'one', 'two']);
  });
});

describe('Map', () => {
  function mapping(fields: object, processor: object = task()): object {
    return {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: '{% $states.input %}',
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'One',
            States: { One: processor },
          },
          End: true,
          ...fields,
        },
      },
    };
  }

  it('runs no more iterations at a time than it may, and keeps their order', async () => {
    let running = 0;
    let most = 0;
    const { run } = startEngine(mapping({ MaxConcurrency: 3 }), {
      handler: async (item: number) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return item * item;
      },
    });
    expect((await run([1, 2, 3, 4, 5, 6, 7])).output).toEqual([1, 4, 9, 16, 25, 36, 49]);
    expect(most).toBe(3);
  });

  it('selects from the item and shows it in the context', async () => {
    const { run } = startEngine(
      mapping(
        {
          ItemSelector: { at: '{% $states.context.Map.Item.Index %}', all: '{% $states.input %}' },
        },
        {
          Type: 'Pass',
          Output: ['{% $states.input.at %}', '{% $states.context.Map.Item.Value %}'],
          End: true,
        },
      ),
    );
    expect((await run(['a', 'b'])).output).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
  });

  it('of nothing gives nothing, and refuses what is no array', async () => {
    expect((await startEngine(mapping({})).run([])).output).toEqual([]);
    expect(await startEngine(mapping({})).run({ not: 'array' })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });

  it('fails with an iteration, and a redrive runs only the iterations that did not succeed', async () => {
    const calls: number[] = [];
    let broken = true;
    const { start, end, call, eventTypes } = startEngine(mapping({ MaxConcurrency: 1 }), {
      handler: (item: number) => {
        calls.push(item);
        if (item === 2 && broken) {
          throw failure('A');
        }
        return item * 10;
      },
    });
    const executionArn = await start([1, 2, 3]);
    expect(await end(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'A',
      redriveStatus: 'REDRIVABLE',
    });
    broken = false;
    await call('RedriveExecution', { executionArn });
    expect(await end(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '[10,20,30]',
      redriveCount: 1,
    });
    expect(calls).toEqual([1, 2, 2, 3]);
    expect(await eventTypes(executionArn)).toContain('ExecutionRedriven');
  });
});

describe('variables of branches', () => {
  it('read the scopes around them and stay inside', async () => {
    const { run } = startEngine({
      StartAt: 'Before',
      States: {
        Before: { Type: 'Pass', Assign: { outer: 1 }, Next: 'Both' },
        Both: {
          Type: 'Parallel',
          Branches: ['left', 'right'].map((name) => ({
            StartAt: `Set ${name}`,
            States: {
              [`Set ${name}`]: { Type: 'Pass', Assign: { own: name }, Next: `Read ${name}` },
              [`Read ${name}`]: { Type: 'Succeed', Output: '{% $own & $outer %}' },
            },
          })),
          Next: 'After',
        },
        After: { Type: 'Succeed', Output: ['{% $states.input %}', '{% $exists($own) %}'] },
      },
    });
    expect((await run()).output).toEqual([['left1', 'right1'], false]);
  });
});
