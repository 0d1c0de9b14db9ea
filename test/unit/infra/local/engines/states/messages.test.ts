import { describe, expect, it } from 'vitest';
import { startEngine, task } from './harness.ts';

/** Wordings that were recorded from AWS. */
describe('an error says what AWS says', () => {
  const at = (state: string) =>
    `An error occurred while executing the state '${state}' (entered at the event id #2).`;

  it.each([
    ['text', 'string', '"text"'],
    [null, 'null', 'null'],
    [1.5, 'number', '1.5'],
    [[1, 2], 'array', '[1,2]'],
    [{ a: [1] }, 'object', '{"a":[1]}'],
  ])('of seconds that are no number: %j', async (seconds, type, text) => {
    const Wait = { Type: 'Wait', Seconds: '{% $states.input.seconds %}', End: true };
    const { run } = startEngine({ StartAt: 'Wait', States: { Wait } });
    expect(await run({ seconds })).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: `${at('Wait')} The JSONata expression '$states.input.seconds' specified for the field 'Seconds' returned an unexpected result type. Expected 'integer from 0 to 99999999', but was '${type}' for value: ${text}`,
    });
  });

  it.each([
    ['arn:aws:states:::lambda:invoke', 'lambda'],
    [
      'arn:aws:lambda:us-east-1:000000000000:function:Work',
      'arn:aws:lambda:us-east-1:000000000000:function:Work',
    ],
  ])('of a result that is too large, from %s', async (Resource, name) => {
    const handler = () => 'x'.repeat(300_000);
    const Work =
      name === 'lambda' ? task({ Resource, Output: 1 }) : { Type: 'Task', Resource, End: true };
    expect(
      await startEngine({ StartAt: 'Work', States: { Work } }, { handler }).run(),
    ).toMatchObject({
      error: 'States.DataLimitExceeded',
      cause: `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    });
  });

  it('of an expression in a catcher', async () => {
    const handler = () => {
      throw new Error('no');
    };
    const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $gone %}', Next: 'Done' }];
    const States = { Work: task({ Catch }), Done: { Type: 'Succeed' } };
    expect(await startEngine({ StartAt: 'Work', States }, { handler }).run()).toMatchObject({
      cause: `${at('Work')} The JSONata expression '$gone' specified for the field 'Output' returned nothing (undefined).`,
    });
  });
});

describe('$range', () => {
  it.each([
    ['$range(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['$range(0, 10, 3)', [0, 3, 6, 9]],
    ['$range(1, 9, 9)', 1],
    ['$range(5, 1, -2)', [5, 3, 1]],
    ['$range(1, 5, -1)', []],
  ])('%s', async (expression, output) => {
    const States = { Show: { Type: 'Succeed', Output: `{% ${expression} %}` } };
    expect((await startEngine({ StartAt: 'Show', States }).run()).output).toEqual(output);
  });
});
