/**
 * Patterns over events as Amazon EventBridge has them (Amazon EventBridge User Guide, "Comparison operators for use in
 * event patterns"): exact values, `prefix`, `suffix`, `anything-but`, `numeric`, `exists` and `$or`. Values are compared
 * as JSON means them: 1.0 is 1.
 */
export type EventPattern = { readonly [field: string]: unknown };

type Scalar = string | number | boolean | null;

/** True if the event has what the pattern asks for. @param pattern without problems (`patternProblems`) */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  const isAbsent = (path: readonly string[]) => findLeaves(event, path).length === 0;
  return matchesObject(pattern, [event], { isAbsent, path: [] });
}

interface Scope {
  /** Where the pattern at hand lies in the whole one. */
  readonly path: readonly string[];
  /** True if the event has no value there, in no element of any array. */
  readonly isAbsent: (path: readonly string[]) => boolean;
}

/** True if one of the nodes has all that the pattern asks for: elements of an array are candidates each by itself. */
function matchesObject(pattern: EventPattern, nodes: readonly unknown[], scope: Scope): boolean {
  const candidates = nodes.flatMap(flatten).filter(isObject);
  // Without a candidate, what must not exist may still hold.
  return (candidates.length > 0 ? candidates : [{}]).some((node) =>
    Object.entries(pattern).every(([field, condition]) =>
      field === '$or'
        ? (condition as EventPattern[]).some((one) => matchesObject(one, [node], scope))
        : matchesField(condition, getMember(node, field), {
            ...scope,
            path: [...scope.path, field],
          }),
    ),
  );
}

function matchesField(condition: unknown, value: unknown, scope: Scope): boolean {
  if (!Array.isArray(condition)) {
    return matchesObject(condition as EventPattern, value === undefined ? [] : [value], scope);
  }
  const leaves = flatten(value).filter(isScalar);
  return condition.some((matcher) =>
    isExists(matcher)
      ? matcher.exists === !scope.isAbsent(scope.path) && (!matcher.exists || leaves.length > 0)
      : leaves.some((leaf) => matchesValue(matcher, leaf)),
  );
}

function matchesValue(matcher: unknown, value: Scalar): boolean {
  if (!isObject(matcher)) return matcher === value;
  const [[operator = '', operand] = []] = Object.entries(matcher);
  switch (operator) {
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'numeric':
      return typeof value === 'number' && isWithin(operand as (string | number)[], value);
    default:
      return ![operand].flat().some((excluded) => matchesValue(excluded, value));
  }
}

/** @param range `['>=', 1, '<', 5]` */
function isWithin(range: readonly (string | number)[], value: number): boolean {
  return range.every((operator, index) => {
    const bound = Number(range[index + 1]);
    switch (operator) {
      case '=':
        return value === bound;
      case '<':
        return value < bound;
      case '<=':
        return value <= bound;
      case '>':
        return value > bound;
      case '>=':
        return value >= bound;
      default:
        return true;
    }
  });
}

function findLeaves(node: unknown, [field, ...rest]: readonly string[]): Scalar[] {
  if (field === undefined) return flatten(node).filter(isScalar);
  return flatten(node)
    .filter(isObject)
    .flatMap((one) => findLeaves(getMember(one, field), rest));
}

function flatten(node: unknown): unknown[] {
  return Array.isArray(node) ? node.flatMap(flatten) : node === undefined ? [] : [node];
}

function getMember(node: object, field: string): unknown {
  return Object.hasOwn(node, field) ? (node as Record<string, unknown>)[field] : undefined;
}

function isExists(matcher: unknown): matcher is { readonly exists: boolean } {
  return isObject(matcher) && Object.hasOwn(matcher, 'exists');
}

function isObject(value: unknown): value is EventPattern {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value !== 'object';
}
