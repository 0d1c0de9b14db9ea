import * as z from 'zod';
import type { Template } from './template.ts';

/** Account and region that every ARN and every SDK client of the local run carries. */
export const account = '000000000000';
export const region = 'us-east-1';

/** What Ref and Fn::GetAtt of the stack's resources answer; both throw for what a type does not have. */
export interface ResourceValues {
  reference(logicalId: string): string;
  attribute(logicalId: string, attribute: string): string;
}

export interface Resolver {
  /** The value without intrinsics. A property that resolves to AWS::NoValue is removed. */
  resolve(value: unknown): unknown;
  /** Whether a condition of the template is true; an absent name is. */
  holds(condition: string | undefined): boolean;
}

type Intrinsic = (argument: unknown) => unknown;

/**
 * Evaluates CloudFormation's intrinsic functions (AWS CloudFormation User Guide, "Intrinsic function reference").
 * Throws an Error that names the function when it is one that has no meaning on one machine, such as Fn::ImportValue.
 */
export function createResolver(
  template: Template,
  stackName: string,
  resources: ResourceValues,
): Resolver {
  const reference = referenceTo(template, stackName, resources);
  const intrinsics: Record<string, Intrinsic> = {
    Ref: (argument) => reference(z.string().parse(argument)),
    'Fn::GetAtt': (argument) => resources.attribute(...getAttArgument(resolve(argument))),
    'Fn::Join': (argument) => {
      const [separator, parts] = z
        .tuple([z.string(), z.array(z.union([z.string(), z.number()]))])
        .parse(resolve(argument));
      return parts.join(separator);
    },
    'Fn::Split': (argument) => {
      const [separator, text] = z.tuple([z.string(), z.string()]).parse(resolve(argument));
      return text.split(separator);
    },
    'Fn::Select': (argument) => {
      const [index, list] = z
        .tuple([z.coerce.number(), z.array(z.unknown())])
        .parse(resolve(argument));
      return list[index];
    },
    'Fn::Sub': (argument) => substitute(argument),
    'Fn::If': (argument) => {
      const [condition, whenTrue, whenFalse] = z
        .tuple([z.string(), z.unknown(), z.unknown()])
        .parse(argument);
      return resolve(holds(condition) ? whenTrue : whenFalse);
    },
    Condition: (argument) => holds(z.string().parse(argument)),
    'Fn::Equals': (argument) => {
      const [left, right] = z.tuple([z.unknown(), z.unknown()]).parse(resolve(argument));
      return left === right;
    },
    'Fn::And': (argument) => z.array(z.boolean()).parse(resolve(argument)).every(Boolean),
    'Fn::Or': (argument) => z.array(z.boolean()).parse(resolve(argument)).some(Boolean),
    'Fn::Not': (argument) => !z.tuple([z.boolean()]).parse(resolve(argument))[0],
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined && isIntrinsic(only)) {
      const intrinsic = intrinsics[only[0]];
      if (intrinsic === undefined) {
        throw new Error(`Reelhook's local run does not support ${only[0]}`);
      }
      return intrinsic(only[1]);
    }
    return Object.fromEntries(
      entries.flatMap(([key, item]) => {
        const resolved = resolve(item);
        return resolved === undefined ? [] : [[key, resolved]];
      }),
    );
  }

  function substitute(argument: unknown): string {
    const [text, variables] = z
      .union([
        z.string().transform((template): [string, Record<string, unknown>] => [template, {}]),
        z.tuple([z.string(), z.record(z.string(), z.unknown())]),
      ])
      .parse(argument);
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (name in variables) return String(resolve(variables[name]));
      return String(
        name.includes('.') ? resources.attribute(...getAttArgument(name)) : reference(name),
      );
    });
  }

  function holds(condition: string | undefined): boolean {
    if (condition === undefined) return true;
    if (!(condition in template.Conditions)) throw new Error(`There is no condition ${condition}`);
    return z.boolean().parse(resolve(template.Conditions[condition]));
  }

  return { resolve, holds };
}

function isIntrinsic([name, argument]: [string, unknown]): boolean {
  // `Condition` is also a key of IAM statements, there with an object.
  return (
    name === 'Ref' ||
    name.startsWith('Fn::') ||
    (name === 'Condition' && typeof argument === 'string')
  );
}

function getAttArgument(argument: unknown): [string, string] {
  if (typeof argument !== 'string') return z.tuple([z.string(), z.string()]).parse(argument);
  const dot = argument.indexOf('.');
  return [argument.slice(0, dot), argument.slice(dot + 1)];
}

function referenceTo(template: Template, stackName: string, resources: ResourceValues) {
  const pseudoParameters: Record<string, string | undefined> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
    'AWS::NoValue': undefined,
  };
  return (name: string): unknown => {
    if (name in pseudoParameters) return pseudoParameters[name];
    const parameter = template.Parameters[name];
    if (parameter?.Type === 'CommaDelimitedList') return splitList(parameter.Default);
    if (parameter !== undefined) return parameter.Default;
    return resources.reference(name);
  };
}

function splitList(text: unknown): string[] {
  const parts = String(text ?? '').split(',');
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
