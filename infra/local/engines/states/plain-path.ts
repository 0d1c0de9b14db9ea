/** Reads a value out of the bindings; undefined where that takes JSONata's own rules. */
export type ReadPath = (bindings: Readonly<Record<string, unknown>>) => unknown;

const PATH = /^\$([A-Za-z]\w*)((?:\.[A-Za-z_]\w*)*)$/;
const WORDS: readonly string[] = ['and', 'or', 'in', 'true', 'false', 'null', 'function'];

/**
 * A reader for an expression that is no more than a path, such as `$states.input.taskId`: most are, and JSONata takes
 * the time of a write for each. Undefined for any other expression.
 */
export function readPlainPath(source: string): ReadPath | undefined {
  const [, variable, fields] = PATH.exec(source) ?? [];
  if (variable === undefined || fields === undefined) return undefined;
  const steps = [variable, ...fields.split('.').slice(1)];
  if (steps.some((step) => WORDS.includes(step))) return undefined;
  return (bindings) => {
    let value: unknown = bindings;
    for (const step of steps) {
      if (!isPlainObject(value) || !Object.hasOwn(value, step)) return undefined;
      value = value[step];
    }
    // A path that leads through an array, or to one, may make a sequence.
    return Array.isArray(value) || typeof value === 'function' ? undefined : value;
  };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
