/**
 * The objects and arrays of a JSON value, level by level from the outermost, so that no depth can exhaust the stack. A
 * level is gathered when it is asked for.
 */
export function* getJsonLevels(value: unknown): Generator<readonly object[]> {
  let containers = [value].filter(isContainer);
  while (containers.length > 0) {
    yield containers;
    containers = containers.flatMap((container) => Object.values(container)).filter(isContainer);
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
