import type { TaskKind } from '../../catalog/catalog.ts';
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

function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
