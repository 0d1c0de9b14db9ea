import { isSameFamily, type TaskKind, taskKinds } from '../../catalog/catalog.ts';
import type { JsonSchema } from './json-schema.ts';

/** The name of a kind's request in `components.schemas`: `ImageToVideoRequest`. */
export function requestName(kind: TaskKind): string {
  return `${pascal(kind)}Request`;
}

/** The name of a kind's record in `components.schemas`: `ImageToVideoTask`. */
export function recordName(kind: TaskKind): string {
  return `${pascal(kind)}Task`;
}

/** A reference to one of `components.schemas`. */
export function refer(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A record of the kind, or of another that A2E keeps at the same path. */
export function recordOf(kind: TaskKind): JsonSchema {
  const family = taskKinds.filter((other) => isSameFamily(kind, other));
  if (family.length === 1) return refer(recordName(kind));
  return { anyOf: family.map((each) => refer(recordName(each))) };
}

function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
