import * as z from 'zod';
import { isSameFamily, kinds, type TaskKind, taskKinds } from '../../catalog/catalog.ts';
import { recordName } from '../document/schema-names.ts';

/** A record of one kind: the OpenAPI document has its members from the catalog, under `recordName`. */
export function taskAnswer(kind: TaskKind) {
  return z.record(z.string(), z.unknown()).meta({ component: recordName(kind) });
}

/** A record of the kind, or of another kind that A2E keeps at the same path. */
export function familyRecord(kind: TaskKind): z.ZodType<Record<string, unknown>> {
  const [only = kind, ...others] = taskKinds.filter((other) => isSameFamily(kind, other));
  if (others.length === 0) return taskAnswer(only);
  return z.union([only, ...others].map(taskAnswer));
}

export function familyRecords(kind: TaskKind) {
  return z.array(familyRecord(kind));
}

/** What a start answers: a record, or an array of them if the request asked for several. */
export function startAnswer(
  kind: TaskKind,
): z.ZodType<Record<string, unknown> | Record<string, unknown>[]> {
  const one = taskAnswer(kind);
  const { copiesField } = kinds[kind];
  if (copiesField === undefined) return one;
  return z
    .union([one, familyRecords(kind)])
    .describe(`An array of records if \`${copiesField}\` asked for several, otherwise a record.`);
}

const count = z.int().min(0).describe('How many there are on all pages.');

export function taskPage(kind: TaskKind) {
  return z.object({ rows: familyRecords(kind), count });
}

/** The page of families that repeat their rows as `list`. */
export function taskPageWithList(kind: TaskKind) {
  return taskPage(kind).extend({ list: familyRecords(kind) });
}

/** The page of `awsList` (a2e-api 1.5, style B). */
export function currentTaskPage(kind: TaskKind) {
  return z.object({
    current: z.int().min(1),
    total: count,
    success: z.literal(true),
    data: familyRecords(kind),
  });
}

export const averageTime = z.object({
  avgProcessingTime: z
    .number()
    .nullable()
    .describe(
      'Seconds from start to result, averaged over your newest completed tasks; null if there are none.',
    ),
});
