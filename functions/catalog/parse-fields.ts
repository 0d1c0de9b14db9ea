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
      message: isMissing(issue, value) ? required(issue) : issue.message,
      ...getCode(issue),
    })),
  );
}

function getCode(issue: z.core.$ZodIssue): { code?: number } {
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return typeof code === 'number' ? { code } : {};
}

/** Of several forms that a field may have, the message says which. */
function required({ code, message }: z.core.$ZodIssue): string {
  return code === 'invalid_union' ? `is required; it ${message}` : 'is required';
}

function isMissing(issue: z.core.$ZodIssue, value: unknown): boolean {
  const isWrongType = issue.code === 'invalid_type' || issue.code === 'invalid_union';
  if (!isWrongType || issue.path.length === 0) return false;
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
