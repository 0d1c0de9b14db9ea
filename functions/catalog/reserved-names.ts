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
  let containers = [value].filter(isContainer);
  while (containers.length > 0) {
    const found = containers.flatMap((container) => Object.keys(container)).find(isReservedName);
    if (found !== undefined) return found;
    containers = containers.flatMap((container) => Object.values(container)).filter(isContainer);
  }
  return undefined;
}

/** Parses JSON of others, without the members whose names are reserved. @throws SyntaxError */
export function parseForeignJson(text: string): unknown {
  return JSON.parse(text, (name, value: unknown) => (isReservedName(name) ? undefined : value));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
