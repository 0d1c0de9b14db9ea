import * as z from 'zod';
import type { KindDefinition } from './kind-definition.ts';

/** The names of a request's fields that hold addresses of media, one or a list. */
export function findMediaFields(schema: KindDefinition['request']): string[] {
  if (!(schema instanceof z.ZodPipe) || !(schema.out instanceof z.ZodObject)) return [];
  const fields = Object.entries<unknown>(schema.out.shape);
  return fields.filter(([, field]) => holdsMedia(field)).map(([name]) => name);
}

/** By the mark that `mediaUrl` bears (fields.ts). */
function holdsMedia(field: unknown): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) {
    return holdsMedia(field.unwrap());
  }
  if (field instanceof z.ZodArray) return holdsMedia(field.element);
  return field instanceof z.ZodString && field.meta()?.['format'] === 'uri';
}
