import { getJsonLevels } from './json-levels.ts';

/** What every object is asked for by the language and by libraries, the database's client among them. */
const reserved: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
]);

/** Whether a member of that name would stand in for one that every object has, such as `constructor` or `__proto__`. */
export function isReservedName(name: string): boolean {
  return reserved.has(name);
}

/** The first reserved name among the members of a JSON value, at any depth; undefined if there is none. */
export function findReservedName(value: unknown): string | undefined {
  for (const containers of getJsonLevels(value)) {
    const found = containers.flatMap((container) => Object.keys(container)).find(isReservedName);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What nests deeper is no answer of anyone's; walks over it could exhaust the stack. */
const DEEPEST = 100;

/** Parses JSON of others, without the members whose names are reserved. @throws Error if it is none, or nests too deep */
export function parseForeignJson(text: string): unknown {
  const parsed: unknown = JSON.parse(text, (name, value: unknown) =>
    isReservedName(name) ? undefined : value,
  );
  let depth = 0;
  for (const _ of getJsonLevels(parsed)) {
    depth += 1;
    if (depth > DEEPEST) throw new SyntaxError(`The JSON nests deeper than ${DEEPEST} levels.`);
  }
  return parsed;
}
