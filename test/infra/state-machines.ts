import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

const retrier = z.object({
  ErrorEquals: z.array(z.string()),
  MaxAttempts: z.number(),
  IntervalSeconds: z.number().optional(),
  BackoffRate: z.number().optional(),
  MaxDelaySeconds: z.number().optional(),
});

const variables = z.record(z.string(), z.unknown()).default({});

const catcher = z.object({
  ErrorEquals: z.array(z.string()),
  Next: z.string(),
  Assign: variables,
  Output: z.unknown(),
});

const choice = z.object({
  Condition: z.string(),
  Next: z.string(),
  Assign: variables,
});

const state = z.object({
  Type: z.string(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  TimeoutSeconds: z.union([z.number(), z.string()]).optional(),
  Retry: z.array(retrier).default([]),
  Catch: z.array(catcher).default([]),
  Choices: z.array(choice).default([]),
  Assign: variables,
});

const machine = z.object({
  StartAt: z.string(),
  Comment: z.string(),
  QueryLanguage: z.literal('JSONata'),
  States: z.record(z.string(), state),
});

export type State = z.output<typeof state>;

export interface Machine extends z.output<typeof machine> {
  /** The definition as Step Functions gets it. */
  readonly definition: unknown;
}

/** The definition of the one state machine whose logical id begins so. */
export function readMachine(template: Template, prefix: string): Machine {
  const machines = template.findResources('AWS::StepFunctions::StateMachine');
  const [id] = Object.keys(machines).filter((name) => name.startsWith(prefix));
  const text = joined(id && machines[id]?.['Properties'].DefinitionString);
  const definition: unknown = JSON.parse(text);
  return { ...machine.parse(definition), definition };
}

const join = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });

/** Resolves the join; what stands for another resource becomes an ARN of no particular kind. */
function joined(value: unknown): string {
  const [, parts] = join.parse(value)['Fn::Join'];
  const texts = parts.map((part) =>
    typeof part === 'string'
      ? part
      : JSON.stringify(part).includes('Partition')
        ? 'aws'
        : 'arn:aws:lambda:us-east-1:123456789012:function:any',
  );
  return texts.join('');
}
