import { describe, expect, it } from 'vitest';
import { skippingClock } from '../../../../../infra/local/clock.ts';
import { functionArn } from '../../../../../infra/local/engines/functions/function-types.ts';
import { createSchedules, ruleType } from '../../../../../infra/local/engines/schedules.ts';
import { patient, runStack, writeAssembly } from '../fixture.ts';

const START = Date.parse('2026-11-23T09:00:00.000Z');

function rule(ScheduleExpression: string, more: object = {}) {
  const properties = ruleType.properties.parse({
    ScheduleExpression,
    State: 'ENABLED',
    Targets: [{ Arn: functionArn('Sweep'), Id: 'Target0', ...more }],
  });
  return { logicalId: 'Every', name: 'Every', properties };
}

/** What is run within so many seconds of the stack's time. */
async function runsWithin(seconds: number, rules: ReturnType<typeof rule>[]) {
  const clock = skippingClock(START);
  const runs: { name: string; payload: string; second: number }[] = [];
  const schedules = createSchedules({
    rules,
    clock,
    invoke(name, payload) {
      runs.push({ name, payload, second: Math.round((clock.now() - START) / 1000) });
    },
  });
  schedules.resume();
  // Schedules never make the clock jump: something else has to be waited for, minute by minute.
  for (let minute = 1; minute <= seconds / 60; minute += 1) {
    await new Promise<void>((resolve) => clock.at(START + minute * 60_000, resolve));
  }
  schedules.stop();
  return runs;
}

describe('a schedule', () => {
  it('runs its target at once and then at its rate', async () => {
    const runs = await runsWithin(1800, [rule('rate(5 minutes)')]);
    const seconds = runs.map(({ second }) => second);
    expect(seconds[0]).toBe(0);
    expect(seconds.length).toBeGreaterThanOrEqual(5);
    // On a busy machine the minute that is waited for next may come first.
    for (const [index, second] of seconds.slice(1).entries()) {
      const since = second - (seconds[index] ?? 0);
      expect([300, 360]).toContain(since);
    }
    expect(new Set(runs.map(({ name }) => name))).toEqual(new Set(['Sweep']));
    expect(JSON.parse(runs[0]?.payload ?? '')).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      time: '2026-11-23T09:00:00Z',
      resources: ['arn:aws:events:us-east-1:000000000000:rule/Every'],
    });
  });

  it('gives its target the input that the template names', async () => {
    const [run] = await runsWithin(60, [rule('rate(1 hour)', { Input: '{"a":1}' })]);
    expect(run?.payload).toBe('{"a":1}');
  });

  it.each(['cron(0 9 * * ? *)', 'rate(5 seconds)', 'rate(0 minutes)'])(
    'refuses %s',
    (expression) => {
      expect(() => rule(expression)).toThrow('must be rate');
    },
  );

  it('refuses an event pattern and a target that is no function', () => {
    const { properties } = ruleType;
    expect(properties.safeParse({ EventPattern: {}, Targets: [] }).success).toBe(false);
    expect(() => rule('rate(1 day)', { Arn: 'arn:aws:sqs:us-east-1:0:queue' })).toThrow('function');
  });

  it('of a template runs when the stack starts', async () => {
    const stack = await runStack(
      writeAssembly({
        functions: { Sweep: 'exports.handler = async () => console.log("swept")' },
        resources: {
          Every: {
            Type: 'AWS::Events::Rule',
            Properties: {
              ScheduleExpression: 'rate(5 minutes)',
              Targets: [{ Arn: { 'Fn::GetAtt': ['Sweep', 'Arn'] }, Id: 'Target0' }],
            },
          },
        },
      }),
    );
    const messages = () => stack.log.map(({ message }) => message);
    await expect.poll(messages, patient).toContain('swept');
  });
});
