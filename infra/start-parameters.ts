import { Aws, CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

export interface StartParameter {
  /** What it is called in the template; `OpenTasks` is `OPEN_TASKS` in the environment of the local run. */
  readonly id: string;
  /** What is chosen unless the start chooses otherwise. */
  readonly value: string;
  /** A regular expression. */
  readonly pattern: string;
  /** What a value must be, in words that follow the name. */
  readonly constraint: string;
}

/**
 * A value that the local run may choose at each start, without another synthesis: there it is a parameter of the
 * template. Deployed stages have the value itself, so that a deployment never depends on what was typed for the last
 * one.
 */
export function chosenAtStart(
  scope: Construct,
  stage: Pick<Stage, 'name'>,
  { id, value, pattern, constraint }: StartParameter,
): string {
  if (stage.name !== 'local') return value;
  return createParameter(scope, { id, value, pattern, constraint }, 'String').valueAsString;
}

/** As `chosenAtStart`, for what need not be chosen at all: undefined in a deployed stage that has no value. */
export function optionallyChosenAtStart(
  scope: Construct,
  stage: Pick<Stage, 'name'>,
  { value, pattern, ...rest }: Omit<StartParameter, 'value'> & { readonly value?: string },
): string | undefined {
  if (stage.name !== 'local') return value;
  const parameter = { ...rest, value: value ?? '', pattern: `^$|${pattern}` };
  const chosen = createParameter(scope, parameter, 'String').valueAsString;
  const isChosen = new CfnCondition(Stack.of(scope), `Has${rest.id}`, {
    expression: Fn.conditionNot(Fn.conditionEquals(chosen, '')),
  });
  return Fn.conditionIf(isChosen.logicalId, chosen, Aws.NO_VALUE).toString();
}

/** As `chosenAtStart`, for values separated by commas. */
export function listChosenAtStart(
  scope: Construct,
  stage: Pick<Stage, 'name'>,
  parameter: Omit<StartParameter, 'value'> & { readonly values: readonly string[] },
): string[] {
  const { values, ...rest } = parameter;
  if (stage.name !== 'local') return [...values];
  return createParameter(scope, { ...rest, value: values.join() }, 'CommaDelimitedList')
    .valueAsList;
}

function createParameter(
  scope: Construct,
  { id, value, pattern, constraint }: StartParameter,
  type: 'String' | 'CommaDelimitedList',
): CfnParameter {
  return new CfnParameter(Stack.of(scope), id, {
    type,
    default: value,
    allowedPattern: pattern,
    constraintDescription: constraint,
  });
}

/** A whole number from 1 to a power of ten. */
export function wholeNumberParameter(id: string, value: number, most: number): StartParameter {
  const digits = `${most}`.length - 1;
  return {
    ...{ id, value: `${value}` },
    pattern: `^([1-9][0-9]{0,${digits - 1}}|${most})$`,
    constraint: `must be a whole number from 1 to ${most}.`,
  };
}

/** An address under which others reach a part of the local run. */
export const publicUrl = {
  pattern: '^https?://[^/]+(/.*[^/])?$',
  constraint: 'must be an http(s) address without a slash at the end.',
} as const;
