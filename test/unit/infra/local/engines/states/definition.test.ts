import { describe, expect, it } from 'vitest';
import { parseStateMachine } from '../../../../../../infra/local/engines/states/definition.ts';
import { startEngine } from './harness.ts';

const sources = { now: () => 0, random: () => 0.5 };
const done = { Type: 'Succeed' };

function refusal(machine: object): string {
  try {
    parseStateMachine({ arn: 'arn', name: 'M' }, machine, sources);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

function ofState(state: object): string {
  const States = { S: state, Done: done };
  return refusal({ QueryLanguage: 'JSONata', StartAt: 'S', States });
}

describe('a definition', () => {
  it.each([
    [{ Type: 'Wait', Seconds: 0, Next: 'Done', InputPath: '$' }, "unsupported field 'InputPath'"],
    [{ Type: 'Wait', Seconds: 0, Next: 'Done', Result: 1 }, "unsupported field 'Result'"],
    [{ Type: 'Wait', Seconds: 0 }, "needs exactly one of 'Next' and 'End'"],
    [{ Type: 'Wait', Seconds: 0, Next: 'Nowhere' }, "leads to 'Nowhere', which does not exist"],
    [
      { Type: 'Wait', Seconds: 0, End: true, Output: '{% 1 + %}' },
      "'Output' is not a JSONata expression",
    ],
    [
      { Type: 'Wait', Seconds: 0, End: true, Output: ' {% 1 %}' },
      'must open with {% and close with %}',
    ],
    [{ Type: 'Wait', Seconds: 0, End: true, Assign: { states: 1 } }, "'states' can't be the name"],
    [{ Type: 'Wait', Seconds: 0, End: true, QueryLanguage: 'JSONPath' }, "field 'QueryLanguage'"],
    [{ Type: 'Dance', End: true }, "unsupported type 'Dance'; use Task, Wait, Choice"],
    [{ Type: 'Pass', End: true }, "unsupported type 'Pass'"],
    [{ Type: 'Parallel', Branches: [], End: true }, "unsupported type 'Parallel'"],
    [{ Type: 'Map', ItemProcessor: {}, End: true }, "unsupported type 'Map'"],
    [{ Type: 'Wait', End: true }, "exactly one of 'Seconds' and 'Timestamp'"],
    [{ Type: 'Wait', Seconds: '10', End: true }, "field 'Seconds'"],
    [
      { Type: 'Choice', Choices: [{ Condition: '$x', Next: 'Done' }] },
      "field 'Choices/0/Condition'",
    ],
    [
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        TimeoutSeconds: 0,
        End: true,
      },
      "field 'TimeoutSeconds'",
    ],
    [{ Type: 'Wait', SecondsPath: '$.x', End: true }, "unsupported field 'SecondsPath'"],
    [
      { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true },
      "unsupported resource 'arn:aws:states:::sqs:sendMessage'",
    ],
    [
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'f', Qualifier: '1' },
        End: true,
      },
      "unsupported field 'Arguments/Qualifier'",
    ],
    [
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        HeartbeatSeconds: 5,
        End: true,
      },
      "'HeartbeatSeconds' is supported with '.waitForTaskToken' only",
    ],
    [
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Retry: [{ ErrorEquals: ['A'], Often: 3 }],
        End: true,
      },
      "unsupported field 'Retry/0/Often'",
    ],
    [
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Catch: [
          { ErrorEquals: ['States.ALL'], Next: 'Done' },
          { ErrorEquals: ['A'], Next: 'Done' },
        ],
        End: true,
      },
      "'States.ALL' must stand alone, in the last entry of 'Catch'",
    ],
    [
      {
        Type: 'Choice',
        Choices: [{ Variable: '$.x', BooleanEquals: true, Next: 'Done' }],
      },
      "unsupported field 'Choices/0/Variable', 'Choices/0/BooleanEquals'",
    ],
  ])('is refused by name: %j', (state, problem) => {
    const message = ofState(state);
    expect(message).toContain("State machine 'M', state 'S'");
    expect(message).toContain(problem);
  });

  it('that speaks JSONPath is refused, unless each state speaks JSONata', () => {
    const machine = (fields: object) => ({ StartAt: 'S', States: { S: { ...done, ...fields } } });
    expect(refusal(machine({}))).toContain("state 'S': speaks JSONPath");
    expect(refusal(machine({ QueryLanguage: 'JSONata' }))).toBe('accepted');
  });

  it('must start at a state and have no unknown field', () => {
    const machine = { QueryLanguage: 'JSONata', StartAt: 'X', States: { S: done } };
    expect(refusal(machine)).toBe("State machine 'M': starts at 'X', which does not exist");
    expect(refusal({ ...machine, Speed: 1 })).toContain("unsupported field 'Speed'");
  });
});

describe('expressions', () => {
  async function evaluate(expression: string, input: unknown = {}) {
    const Output = `{% ${expression} %}`;
    const { run } = startEngine({
      StartAt: 'P',
      States: { P: { Type: 'Succeed', Output } },
    });
    return run(input);
  }

  it.each([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(0, 10, 5)', [0, 5, 10]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ["$hash('a', 'MD5')", '0cc175b9c0f1b6a831c399e269772661'],
    ["$length($hash('a', 'SHA-512'))", 128],
    ['$random()', 0.5],
    ['$random(7) = $random(7)', true],
    ['$random(7) = $random(8)', false],
    ['$match($uuid(), /^[0-9a-f-]{36}$/).index', 0],
    ['$parse(\'{"a":[1]}\').a', [1]],
    ['$states.input.list[0]', 'first'],
    ['$now() = $fromMillis($millis()) or true', true],
    ['null', null],
  ])('%s', async (expression, output) => {
    expect(await evaluate(expression, { list: ['first'] })).toMatchObject({
      status: 'SUCCEEDED',
      output,
    });
  });

  it.each([
    "$eval('1')",
    '$states.input.missing',
    'name',
    '1 + "a"',
    '$uppercase',
    "$hash('a', 'CRC')",
    '$range(1, 5000, 1)',
    '($f := function($x) { $f($x + 1) + 1 }; $f(1))',
  ])('%s fails the state', async (expression) => {
    expect(await evaluate(expression)).toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  it('follow the clock of the stack', async () => {
    const { run, clock } = startEngine({
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Seconds: 86_400, Next: 'Now' },
        Now: { Type: 'Succeed', Output: '{% $toMillis($now()) %}' },
      },
    });
    const { output } = await run();
    expect(clock.now() - Number(output)).toBeLessThan(60_000);
  });
});
