import validate from 'asl-validator';
import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { errorNames, mostChecks, outcomeErrors } from '../../functions/contract.ts';
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
    const start = getState('Start the task and wait');
    const [refusal] = start.Catch;
    expect(refusal?.ErrorEquals).toContain(errorNames.invalidTask);
    expect(start.Retry[0]?.MaxAttempts).toBe(0);
    expect(start.Retry[0]?.ErrorEquals).toEqual(
      expect.arrayContaining(refusal?.ErrorEquals ?? ['nothing']),
    );
    expect(refusal?.Next).toBe('Refuse the task');
    expect(start.Catch.at(-1)?.Next).toBe('Record the failure');
  });

  it('takes a task from its start to its end in three states', () => {
    expect(getState('Start the task and wait').Next).toBe('Finish the task');
    expect(getState('Check the task').Next).toBe('Finish the task');
    expect(getState('Finish the task').End).toBe(true);
    const types = Object.values(task.States).map(({ Type }) => Type);
    expect(types).not.toContain('Choice');
    expect(types).not.toContain('Succeed');
  });

  it.each(['Start the task and wait', 'Check the task'])(
    'goes on from "%s" by what its function tells, and repeats none of it',
    async (name) => {
      const state = getState(name);
      const leads = (error: string) =>
        state.Catch.find(({ ErrorEquals }) => ErrorEquals.includes(error));
      expect(leads('States.Timeout')?.Next).toBe('Check the task');
      expect(leads(outcomeErrors.running)?.Next).toBe('Check the task');
      expect(leads(outcomeErrors.waiting)?.Next).toBe('Wait for a slot');
      expect(leads(outcomeErrors.failed)?.Next).toBe('Record the failure');
      expect(state.Retry[0]?.ErrorEquals).toEqual(
        expect.arrayContaining(['States.Timeout', ...Object.values(outcomeErrors)]),
      );
      const told = { taskId: 'x', outcome: 'failed', failure: { code: 'a' }, waits: [2, 4] };
      const states = { errorOutput: { Cause: JSON.stringify(told) } };
      const [failure = ''] = expressionsIn(leads(outcomeErrors.failed)?.Output);
      expect(await evaluate(failure, { states })).toEqual({ code: 'a' });
      const assigned = leads(outcomeErrors.running)?.Assign;
      expect(assigned).toMatchObject({ checks: 0 });
      const [waits = ''] = expressionsIn(assigned?.['waits']);
      expect(await evaluate(waits, { states })).toEqual([2, 4]);
    },
  );

  it('asks again for a slot when the wait that the start told is over, by what it told', () => {
    const wait = getState('Wait for a slot');
    expect(wait.Type).toBe('Wait');
    expect(wait.Next).toBe('Start the task and wait');
    expect(JSON.stringify(task.definition)).toContain('{% $states.input.waitSeconds %}');
  });

  it('waits for the first check as its input says, or until its function says when', async () => {
    const [seconds = ''] = expressionsIn(getState('Start the task and wait').TimeoutSeconds);
    const startedWith = (Input: object) => ({ states: { context: { Execution: { Input } } } });
    expect(await evaluate(seconds, startedWith({ kind: 'x', waits: [77, 20] }))).toBe(77);
    expect(await evaluate(seconds, startedWith({ kind: 'x', waits: [5] }))).toBe(5);
    expect(await evaluate(seconds, startedWith({ kind: 'x' }))).toBe(70);
    const timeOut = getState('Start the task and wait').Catch.find(({ ErrorEquals }) =>
      ErrorEquals.includes('States.Timeout'),
    );
    expect(timeOut?.Assign).toMatchObject({ checks: 1 });
    const [waits = ''] = expressionsIn(timeOut?.Assign['waits']);
    expect(await evaluate(waits, startedWith({ waits: [77, 20] }))).toEqual([77, 20]);
    expect(await evaluate(waits, startedWith({}))).toEqual([60]);
  });

  it('checks again when the time is up, after the waits that were planned, the last of which repeats', async () => {
    const check = getState('Check the task');
    const [timeOut] = check.Catch;
    expect(timeOut).toMatchObject({
      ErrorEquals: ['States.Timeout'],
      Next: 'Check the task',
      Assign: { checks: '{% $checks + 1 %}' },
    });
    const [seconds = ''] = expressionsIn(check.TimeoutSeconds);
    const waited = await Promise.all(
      [0, 1, 2, 3, 50].map((checks) => evaluate(seconds, { checks, waits: [77, 150, 90] })),
    );
    expect(waited).toEqual([77, 150, 90, 90, 90]);
    expect(await evaluate(seconds, { checks: 7, waits: [2] })).toBe(2);
  });

  it('goes on trying to record and to finish until it is done', () => {
    const record = getState('Record the failure');
    expect(record.Catch.at(-1)?.Next).toBe('Wait before recording again');
    expect(getState('Wait before recording again').Next).toBe('Record the failure');
    expect(getState('Finish the task').Catch.at(-1)?.Next).toBe('Record the failure');
    const stands = record.Catch.find(({ ErrorEquals }) =>
      ErrorEquals.includes(errorNames.taskCompleted),
    );
    expect(stands?.Next).toBe('Wait before finishing again');
    expect(getState('Wait before finishing again').Next).toBe('Finish the task');
  });

  it('ends red when the task failed', () => {
    expect(getState('Record the failure').Next).toBe('Task failed');
    expect(getState('Task failed').Type).toBe('Fail');
  });

  it('stays under the history limit when every look needs every repeat', () => {
    const once = Object.keys(task.States).reduce((sum, name) => sum + eventsOf(name), 0);
    const checks = mostChecks * eventsOf('Check the task');
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
