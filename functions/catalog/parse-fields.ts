import type * as z from 'zod';
import { InvalidRequestError } from './invalid-request-error.ts';

/**
 * Reads a value with a schema.
 * @throws InvalidRequestError naming every field that is not right.
 */
export function parseFields<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError(
    parsed.error.issues.map((issue) => ({
      field: issue.path.join('.'),
      message: isMissing(issue, value) ? 'is required' : issue.message,
    })),
  );
}

function isMissing(issue: z.core.$ZodIssue, value: unknown): boolean {
  if (issue.code !== 'invalid_type' || issue.path.length === 0) return false;
  const parent = issue.path.slice(0, -1).reduce<unknown>(member, value);
  return (
    typeof parent === 'object' &&
    parent !== null &&
    member(parent, issue.path.at(-1) ?? '') === undefined
  );
}

function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}
