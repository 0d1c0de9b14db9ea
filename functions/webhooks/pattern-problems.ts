/** What is wrong with a pattern, and where. */
export interface PatternProblem {
  /** From the pattern's outside in; an element of an array by its number. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** As EventBridge's own limit, in characters of JSON. */
const LONGEST_PATTERN = 2048;
const DEEPEST = 10;

const OPERATORS = 'prefix, suffix, anything-but, numeric or exists';

type Path = PatternProblem['path'];

/** Why this is no pattern of `matchesPattern`; empty if it is one. */
export function patternProblems(pattern: unknown): PatternProblem[] {
  if (!isObject(pattern)) return [{ path: [], message: 'must be an object: an event pattern' }];
  if (JSON.stringify(pattern).length > LONGEST_PATTERN) {
    return [{ path: [], message: `must have at most ${LONGEST_PATTERN} characters of JSON` }];
  }
  return objectProblems(pattern, []);
}

function objectProblems(pattern: object, path: Path): PatternProblem[] {
  if (path.length > DEEPEST) return [{ path, message: `is deeper than ${DEEPEST} levels` }];
  return Object.entries(pattern).flatMap(([field, condition]) => {
    const at = [...path, field];
    if (field === '$or') return alternativeProblems(condition, at);
    if (Array.isArray(condition)) return valueProblems(condition, at);
    if (!isObject(condition)) {
      const message = `must be an array of values or of ${OPERATORS}, or an object with more fields`;
      return [{ path: at, message }];
    }
    return Object.keys(condition).length === 0
      ? [{ path: at, message: 'must name a field at least' }]
      : objectProblems(condition, at);
  });
}

function alternativeProblems(alternatives: unknown, path: Path): PatternProblem[] {
  const areMany = Array.isArray(alternatives) && alternatives.length >= 2;
  if (!areMany || !alternatives.every((one) => isObject(one) && Object.keys(one).length > 0)) {
    return [{ path, message: 'must be an array of two patterns or more' }];
  }
  return alternatives.flatMap((one, index) => objectProblems(one, [...path, index]));
}

function valueProblems(values: readonly unknown[], path: Path): PatternProblem[] {
  if (values.length === 0) return [{ path, message: 'must have a value at least' }];
  return values.flatMap((value, index) => {
    const message = matcherProblem(value);
    return message ? [{ path: [...path, index], message }] : [];
  });
}

function matcherProblem(matcher: unknown): string | undefined {
  if (Array.isArray(matcher)) return 'must be a value, not an array';
  if (!isObject(matcher)) return undefined;
  const [operator = '', ...others] = Object.keys(matcher);
  if (others.length > 0 || operator === '') return `must have one of ${OPERATORS}`;
  const operand = (matcher as Record<string, unknown>)[operator];
  switch (operator) {
    case 'prefix':
    case 'suffix':
      return isText(operand) ? undefined : `${operator} must be a string that is not empty`;
    case 'anything-but':
      return anythingButProblem(operand);
    case 'numeric':
      return numericProblem(operand);
    case 'exists':
      return typeof operand === 'boolean' ? undefined : 'exists must be true or false';
    default:
      return `${operator} is not known; there are ${OPERATORS}`;
  }
}

function anythingButProblem(operand: unknown): string | undefined {
  if (isObject(operand)) {
    const [operator = '', ...others] = Object.keys(operand);
    const excluded = (operand as Record<string, unknown>)[operator];
    const isAffix = (operator === 'prefix' || operator === 'suffix') && others.length === 0;
    return isAffix && isText(excluded)
      ? undefined
      : 'anything-but takes values, or a prefix or suffix that is a string';
  }
  const values = Array.isArray(operand) ? operand : [operand];
  const isAll = (type: string) => values.every((value) => typeof value === type);
  return values.length > 0 && (isAll('string') || isAll('number'))
    ? undefined
    : 'anything-but must be a string or number, or an array of either';
}

const NUMERIC = 'numeric must be such as ["=", 5], [">", 0] or [">=", 0, "<", 10]';

function numericProblem(range: unknown): string | undefined {
  if (!Array.isArray(range)) return NUMERIC;
  const [first, lower, second, upper] = range;
  const operators = range.length === 4 ? ['>', '>='] : ['=', '<', '<=', '>', '>='];
  if (!operators.includes(first) || typeof lower !== 'number') return NUMERIC;
  if (range.length === 2) return undefined;
  const isRange = range.length === 4 && ['<', '<='].includes(second) && typeof upper === 'number';
  if (!isRange) return NUMERIC;
  return lower < upper ? undefined : 'numeric must have its lower bound first';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
