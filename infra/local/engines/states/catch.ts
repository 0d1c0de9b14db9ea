import * as z from 'zod';
import type { Scope } from './scope.ts';
import { parseStateFields } from './scope.ts';
import { matchesError } from './state-error.ts';
import type { ExpressionTemplate } from './template.ts';

const catcherSchema = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  Comment: z.string().optional(),
  Next: z.string(),
  Output: z.unknown().optional(),
  Assign: z.record(z.string(), z.unknown()).optional(),
});

/** An entry of `Catch`: where a failed state goes on. */
export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly output: ExpressionTemplate | undefined;
  readonly assign: ExpressionTemplate | undefined;
}

/** Parses one entry of `Catch`. */
export function parseCatcher(scope: Scope, fields: unknown): Catcher {
  const { ErrorEquals, Next, Output, Assign } = parseStateFields(scope, catcherSchema, fields);
  return {
    errorEquals: ErrorEquals,
    next: scope.target(Next),
    output: scope.template(Output, 'Output'),
    assign: scope.assign(Assign),
  };
}

/** The first catcher that names the error. */
export function findCatcher(catchers: readonly Catcher[], error: string): Catcher | undefined {
  return catchers.find((catcher) => matchesError(catcher.errorEquals, error));
}
