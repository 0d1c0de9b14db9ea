import { describe, expect, it } from 'vitest';
import { startEngine, task } from './harness.ts';

/** Wordings that were recorded from AWS. */
describe('an error says what AWS says', () => {
  const at = (state: string) =>
    `An error occurred while executing the state '${state}' (entered at the event id #2).`;

  it.each([
    ['text', 'string', '"text"'],
    [1, 'number', '1'],
    [null, 'null', 'null'],
    [{ a: [1] }, 'object', '{"a":[1]}'],
  ])('of items that are no array: %j', async (items, type, text) => {
    const ItemProcessor = { StartAt: 'It', States: { It: { Type: 'Succeed' } } };
    const Each = { Type: 'Map', Items: '{% $states.input.items %}', ItemProcessor, End: true };
    const { run } = startEngine({ StartAt: 'Each', States: { Each } });
    expect(await run({ items })).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: `${at('Each')} The JSONata expression '$states.input.items' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was '${type}' for value: ${text}`,
    });
  });

  it('of an input that is no array', async () => {
    const ItemProcessor = { StartAt: 'It', States: { It: { Type: 'Succeed' } } };
    const { run } = startEngine({
      StartAt: 'Each',
      States: { Each: { Type: 'Map', ItemProcessor, End: true } },
    });
    const cause = `${at('Each')} Map state input must be an array but was: {"a":1}`;
    expect(await run({ a: 1 })).toMatchObject({ error: 'States.QueryEvaluationError', cause });
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
