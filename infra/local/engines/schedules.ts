import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { LocalClock } from '../clock.ts';
import { account, region } from '../intrinsics.ts';
import { ignored, type ResourceType, type TypedResource } from '../resource-type.ts';
import { parseFunctionName } from './functions/function-types.ts';

const unitMilliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(5 minutes)`, in milliseconds (Amazon EventBridge User Guide, "Rate expressions"). */
const rate = z
  .string()
  .regex(/^rate\([1-9]\d* (minute|hour|day)s?\)$/, 'must be rate(<number> <unit>)')
  .transform((expression) => {
    const [, count, unit] = /(\d+) (minute|hour|day)/.exec(expression) ?? [];
    return Number(count) * unitMilliseconds[unit as keyof typeof unitMilliseconds];
  });

const ruleProperties = z.strictObject({
  ...ignored('Description', 'Tags'),
  Name: z.string().optional(),
  ScheduleExpression: rate,
  State: z.literal('ENABLED').optional(),
  Targets: z.array(
    z.strictObject({
      ...ignored('RetryPolicy'),
      Arn: z.string().regex(/:function:/, 'must be a function'),
      Id: z.string(),
      Input: z.string().optional(),
    }),
  ),
});

type RuleProperties = z.infer<typeof ruleProperties>;

export const ruleType: ResourceType<typeof ruleProperties> = {
  type: 'AWS::Events::Rule',
  properties: ruleProperties,
  nameProperty: 'Name',
  reference: ({ name }) => name,
  attributes: ({ name }) => ({ Arn: ruleArn(name) }),
};

/** EventBridge rules that run functions at a rate. */
export interface Schedules {
  /** Runs every target now, as the stack may have been switched off when it was due, and then at its rate. */
  resume(): void;
  stop(): void;
}

export interface SchedulesOptions {
  rules: TypedResource<RuleProperties>[];
  clock: LocalClock;
  /** Runs a function. Nothing is kept of it: a start of the stack runs everything anyway. @param payload JSON text */
  invoke(functionName: string, payload: string): void;
}

/** Makes the schedules; nothing runs before `resume`. */
export function createSchedules({ rules, clock, invoke }: SchedulesOptions): Schedules {
  const cancels = new Map<string, () => void>();

  function run(rule: TypedResource<RuleProperties>): void {
    const { name, properties } = rule;
    const { ScheduleExpression: period, Targets } = properties;
    const next = clock.now() + period;
    cancels.set(
      name,
      clock.at(next, () => run(rule), { background: true }),
    );
    const event = JSON.stringify(scheduledEvent(name, clock.now()));
    for (const { Arn, Input = event } of Targets) invoke(parseFunctionName(Arn), Input);
  }

  return {
    resume() {
      for (const rule of rules) run(rule);
    },
    stop() {
      for (const cancel of cancels.values()) cancel();
    },
  };
}

/** What a target is given (Amazon EventBridge User Guide, "Events", scheduled events). */
function scheduledEvent(rule: string, now: number): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [ruleArn(rule)],
    detail: {},
  };
}

function ruleArn(name: string): string {
  return `arn:aws:events:${region}:${account}:rule/${name}`;
}
