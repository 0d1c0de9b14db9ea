import * as z from 'zod';
import { findNearest } from './find-nearest.ts';
import type { FieldIssue } from './invalid-request-error.ts';
import type { KindDefinition } from './kind-definition.ts';

/** How many unknown fields are named, and how much of the name of each, in characters: callers and logs get them. */
const MOST_NAMED = 20;
const LONGEST_NAME = 64;

/**
 * The fields of a body that a kind ignores, each with the field that may be meant. None of a kind that passes unknown
 * fields on.
 * @param others fields that every start takes beside the kind's own
 */
export function findUnknownFields(
  schema: KindDefinition['request'],
  body: unknown,
  others: readonly string[],
): FieldIssue[] {
  if (!(schema instanceof z.ZodPipe) || !(schema.out instanceof z.ZodObject)) return [];
  const { shape, def } = schema.out;
  if (def.catchall !== undefined) return [];
  const names = new Set([...Object.keys(shape), ...others]);
  // The first half of the pipe gives fields their right names.
  const { data } = z.safeParse(schema.in, body);
  if (typeof data !== 'object' || data === null) return [];
  return Object.keys(data)
    .filter((name) => !names.has(name))
    .slice(0, MOST_NAMED)
    .map((name) => {
      const field = name.slice(0, LONGEST_NAME);
      const nearest = findNearest(field, names);
      const hint = nearest === undefined ? '' : `; did you mean \`${nearest}\`?`;
      return { field, message: `is not known here and was ignored${hint}` };
    });
}
