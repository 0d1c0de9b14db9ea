import * as z from 'zod';
import type { ExpressionSources } from './aws-functions.ts';
import type { ExpressionTemplate } from './template.ts';
import { compileTemplate } from './template.ts';

/** Where in a definition a state's parser is, and what it may ask of the rest. */
export interface Scope {
  /** Compiles a field; undefined stays undefined. */
  template<Value>(
    value: Value,
    field: string,
  ): Value extends undefined ? undefined : ExpressionTemplate;
  /** Compiles `Assign`; undefined stays undefined. */
  assign(fields: Record<string, unknown> | undefined): ExpressionTemplate | undefined;
  /** Checks that a transition leads to a state of the machine. */
  target(name: string): string;
  /** Refuses the definition, naming the state machine and the state. */
  refuse(problem: string): never;
}

/** Fields every state has. */
export const commonStateFields = {
  Type: z.string(),
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
};

/** Fields of the states that lead to another one. */
export const flowFields = {
  ...commonStateFields,
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Output: z.unknown().optional(),
  Assign: z.record(z.string(), z.unknown()).optional(),
};

/** A JSONata expression. */
export const expressionField = z.string().regex(/^\{%.*%\}$/s, 'must be a JSONata expression');

/** A whole number or an expression that makes one. */
export function numberOrExpression(least: number) {
  return z.union([z.int().min(least).max(99_999_999), expressionField]).optional();
}

/** Variable names (Developer Guide, "Passing data between states with variables", naming). */
const VARIABLE_NAME = /^[\p{L}_][\p{L}\p{N}\p{M}_]{0,79}$/u;

/** Parses a state's fields. An unknown or wrong one is refused by name. */
export function parseStateFields<Schema extends z.ZodType>(
  scope: Pick<Scope, 'refuse'>,
  schema: Schema,
  fields: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(fields);
  if (!parsed.success) {
    scope.refuse(parsed.error.issues.map(describeIssue).join('; '));
  }
  return parsed.data;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const path = issue.path.map((part) => `${String(part)}/`).join('');
    return `unsupported field ${issue.keys.map((key) => `'${path}${key}'`).join(', ')}`;
  }
  return `field '${issue.path.join('/')}': ${issue.message}`;
}

/** Checks that a state either ends or leads on, and returns where to. */
export function parseNext(
  scope: Scope,
  fields: { Next?: string | undefined; End?: boolean | undefined },
): string | undefined {
  if ((fields.Next === undefined) !== (fields.End === true)) {
    scope.refuse("needs exactly one of 'Next' and 'End'");
  }
  return fields.Next === undefined ? undefined : scope.target(fields.Next);
}

/** Makes the scope of one state. */
export function createScope(
  stateNames: ReadonlySet<string>,
  sources: ExpressionSources,
  refuse: (problem: string) => never,
): Scope {
  function template(value: unknown, field: string): ExpressionTemplate | undefined {
    if (value === undefined) {
      return undefined;
    }
    try {
      return compileTemplate(value, field, sources);
    } catch (error) {
      return refuse((error as Error).message);
    }
  }

  function assign(fields: Record<string, unknown> | undefined): ExpressionTemplate | undefined {
    for (const name of Object.keys(fields ?? {})) {
      if (!VARIABLE_NAME.test(name) || name === 'states') {
        refuse(`'${name}' can't be the name of a variable`);
      }
    }
    return template(fields, 'Assign');
  }

  function target(name: string): string {
    return stateNames.has(name) ? name : refuse(`leads to '${name}', which does not exist`);
  }

  return { template: template as Scope['template'], assign, target, refuse };
}
