import validate from 'asl-validator';
import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { errorNames, mostChecks } from '../../functions/contract.ts';
import { faultRetries } from '../../infra/retry-policies.ts';
import { caughtMessage } from '../../infra/workflow-states.ts';
import { expressionsIn, namesUsedBy } from './expressions.ts';
import { readMachine, type State } from './state-machines.ts';
import { synthesize } from './synthesize.ts';

const template = synthesize();
const task = readMachine(template, 'TaskWorkflow');
const delivery = readMachine(template, 'DeliveryWorkflow');
const machines = [
  { name: 'task workflow', machine: task },
  { name: 'delivery workflow', machine: delivery },
];

/** The limit of a Standard execution (Step Functions quotas). */
const mostHistoryEvents = 25_000;

describe.each(machines)('the $name', ({ machine }) => {
  const steps = Object.entries(machine.States).filter(([, state]) => state.Type === 'Task');

  it('is valid Amazon States Language', () => {
    const result = validate(structuredClone(machine.definition));
    expect(result.errorsText()).toBe('');
    expect(result.isValid).toBe(true);
  });

  it('uses in its expressions only what is defined', () => {
    const variables = Object.values(machine.States).flatMap((state) =>
      [state, ...state.Choices, ...state.Catch].flatMap(({ Assign }) => Object.keys(Assign)),
    );
    const known = new Set(['states', 'substring', 'exists', 'parse', 'count', ...variables]);
    const expressions = expressionsIn(machine.definition);
    expect(expressions.length).toBeGreaterThan(3);
    const unknown = expressions.flatMap(namesUsedBy).filter((name) => !known.has(name));
    expect(unknown).toEqual([]);
  });

  it.each(steps)(
    'gives the step "%s" a time-out, repeats and a way out of every error',
    (_, step) => {
      expect(step.TimeoutSeconds).toBeTruthy();
      expect(step.Retry.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'], MaxAttempts: 10 });
      expect(step.Catch.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
      const before = [...step.Retry.slice(0, -1), ...step.Catch.slice(0, -1)];
      expect(before.flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain('States.ALL');
    },
  );

  it('names its states in words', () => {
    for (const name of Object.keys(machine.States))
      expect(name).toMatch(/^[A-Z][a-z]+( [a-z]+)*\??$/);
  });
});

describe('the task workflow', () => {
  it('shows in its description what to start it with', () => {
    const sample: unknown = JSON.parse(task.Comment.slice(task.Comment.indexOf('{')));
    expect(sample).toMatchObject({
      kind: 'image-to-video',
      request: { image_url: expect.any(String) },
    });
  });

  it('refuses what can not become a task at once, and records every other failure', () => {
    const start = getState('Start the task');
    const [refusal, other] = start.Catch;
    expect(refusal?.ErrorEquals).toContain(errorNames.invalidTask);
    expect(start.Retry[0]).toMatchObject({ ErrorEquals: refusal?.ErrorEquals, MaxAttempts: 0 });
    expect(refusal?.Next).toBe('Refuse the task');
    expect(other?.Next).toBe('Record the failure');
  });

  it.each([
    ['waiting', 'Wait for a slot'],
    ['running', 'Wait for the provider'],
    ['completed', 'Store the result'],
    ['failed', 'Record the failure'],
    ['deleted', 'Task deleted'],
  ])('goes on from the outcome "%s" to "%s"', async (outcome, expected) => {
    expect(await choose(getState('Is the task finished?'), { outcome }, {})).toBe(expected);
  });

  it('asks again for a slot when the wait that the start told is over, by what it told', () => {
    const wait = getState('Wait for a slot');
    expect(wait.Type).toBe('Wait');
    expect(wait.Next).toBe('Start the task');
    expect(JSON.stringify(task.definition)).toContain('{% $states.input.waitSeconds %}');
  });

  it('checks again when the time is up, after the waits that the start planned, the last of which repeats', async () => {
    const wait = getState('Wait for the provider');
    const [timeOut] = wait.Catch;
    expect(timeOut).toMatchObject({
      ErrorEquals: ['States.Timeout'],
      Next: 'Wait for the provider',
      Assign: { checks: '{% $checks + 1 %}' },
    });
    expect(wait.Retry[0]).toMatchObject({ ErrorEquals: ['States.Timeout'], MaxAttempts: 0 });
    const [seconds = ''] = expressionsIn(wait.TimeoutSeconds);
    const waited = await Promise.all(
      [0, 1, 2, 3, 50].map((checks) => evaluate(seconds, { checks, waits: [77, 150, 90] })),
    );
    expect(waited).toEqual([77, 150, 90, 90, 90]);
    expect(await evaluate(seconds, { checks: 7, waits: [2] })).toBe(2);
  });

  it('begins the waits anew when it is told that the task goes on', () => {
    const goesOn = getState('Is the task finished?').Choices.find(
      ({ Assign }) => 'waits' in Assign,
    );
    expect(goesOn).toMatchObject({
      Next: 'Wait for the provider',
      Assign: { waits: '{% $states.input.waits %}', checks: 0 },
    });
  });

  it('announces every outcome that was recorded', () => {
    expect(getState('Store the result').Next).toBe('Announce the outcome');
    expect(getState('Record the failure').Next).toBe('Announce the outcome');
  });

  it('goes on trying to record and to announce until it is done', () => {
    for (const [step, pause] of [
      ['Record the failure', 'Wait before recording again'],
      ['Announce the outcome', 'Wait before announcing again'],
    ] as const) {
      expect(getState(step).Catch.at(-1)?.Next).toBe(pause);
      expect(getState(pause).Next).toBe(step);
    }
  });

  it('ends red when the task failed', async () => {
    const last = getState('Did the task succeed?');
    expect(await choose(last, { status: 'completed' }, {})).toBe('Task completed');
    expect(await choose(last, { status: 'failed' }, {})).toBe('Task failed');
    expect(getState('Task failed').Type).toBe('Fail');
  });

  it('stays under the history limit when every look needs every repeat', () => {
    const once = Object.keys(task.States).reduce((sum, name) => sum + eventsOf(name), 0);
    const checks = mostChecks * eventsOf('Wait for the provider');
    expect(checks + once).toBeLessThan(mostHistoryEvents - 5_000);
  });
});

describe('the delivery workflow', () => {
  it.each([
    ['delivered', 'Delivered'],
    ['retry', 'Wait for the next attempt'],
    ['skipped', 'Skipped'],
    ['gave-up', 'Gave up'],
  ])('goes on from the outcome "%s" to "%s"', async (outcome, expected) => {
    const choice = delivery.States['Was it delivered?'];
    expect(choice && (await choose(choice, { outcome }, {}))).toBe(expected);
  });

  it('ends red when it gave up, and green when there was nothing to deliver', () => {
    expect(delivery.States['Gave up']?.Type).toBe('Fail');
    expect(delivery.States['Skipped']?.Type).toBe('Succeed');
  });
});

describe('the message of a caught error', () => {
  it.each([
    [
      'the error that a function threw',
      { Cause: '{"errorMessage":"image_url must be \\"https\\""}' },
      'image_url must be "https"',
    ],
    ['a time-out without a cause', {}, 'States.Timeout'],
    ['a cause in plain words', { Cause: 'Rate exceeded' }, 'States.Timeout'],
    ['a document that was cut off', { Cause: '{"errorMessage":"a long st' }, 'States.Timeout'],
    ['an error without a message', { Cause: '{"errorType":"string"}' }, 'States.Timeout'],
    [
      'a very long message',
      { Cause: `{"errorMessage":"${'x'.repeat(5_000)}"}` },
      'x'.repeat(1_000),
    ],
  ])('is there for %s', async (_, errorOutput, expected) => {
    const states = { errorOutput: { Error: 'States.Timeout', ...errorOutput } };
    expect(await evaluate(caughtMessage, { states })).toBe(expected);
  });
});

describe('the repeats', () => {
  it('take ten minutes at most and half of that on average, as their description says', () => {
    expect(worstCaseSeconds(faultRetries)).toBe(606);
    expect(faultRetries.jitterStrategy).toBe(JitterType.FULL);
  });
});

function getState(name: string): State {
  const state = task.States[name];
  if (!state) throw new Error(`There is no state "${name}".`);
  return state;
}

/** Which state a Choice leads to with this input and these variables. */
async function choose(
  { Choices, Default }: State,
  input: unknown,
  variables: Record<string, unknown>,
) {
  for (const { Condition, Next } of Choices) {
    const [expression = ''] = expressionsIn(Condition);
    if (await evaluate(expression, { ...variables, states: { input } })) return Next;
  }
  return Default;
}

/** JSONata as Step Functions evaluates it, with `$parse` of its own functions. */
function evaluate(expression: string, variables: Record<string, unknown>): Promise<unknown> {
  return jsonata(expression).evaluate(undefined, { ...variables, parse: JSON.parse });
}

/** The most events that one visit adds: entered and exited, and for a Task four for each try. */
function eventsOf(name: string): number {
  const { Type, Retry } = getState(name);
  const tries = 1 + Retry.reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 0);
  return Type === 'Task' ? 2 + 4 * tries : 2;
}

function worstCaseSeconds(policy: RetryProps): number {
  const { interval = Duration.seconds(1), backoffRate = 2, maxAttempts = 3, maxDelay } = policy;
  const limit = maxDelay?.toSeconds() ?? Number.POSITIVE_INFINITY;
  const waits = Array.from({ length: maxAttempts }, (_, n) =>
    Math.min(interval.toSeconds() * backoffRate ** n, limit),
  );
  return waits.reduce((sum, seconds) => sum + seconds, 0);
}
