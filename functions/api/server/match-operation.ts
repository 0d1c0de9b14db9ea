import type { ApiOperation } from '../operation.ts';

/** An operation and the values of its path parameters. */
export interface Match<Context> {
  readonly operation: ApiOperation<Context>;
  readonly params: Record<string, string>;
}

/**
 * The operation for a method and path; if the path exists only for other methods, those. Literal segments win over
 * parameters, so `/allRecords` is never taken for an id.
 */
export function findOperation<Context>(
  operations: readonly ApiOperation<Context>[],
  method: string,
  path: string,
): Match<Context> | { allowed: string[] } {
  const segments = split(path).map(decode);
  const candidates = findCandidates(operations, segments)
    .flatMap((operation) => {
      const params = matchSegments(split(operation.path), segments);
      return params ? [{ operation, params }] : [];
    })
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const found = candidates.find(({ operation }) => operation.method === method);
  return found ?? { allowed: [...new Set(candidates.map(({ operation }) => operation.method))] };
}

type Pathed = Pick<ApiOperation<never>, 'path'>;

/** How many segments of a path say which family of calls it is of, such as `/api/v1/userVoice`. */
const FAMILY_SEGMENTS = 3;

/** The positions of operations in their list, by the family's segments; under nothing those that have none. */
type OperationIndex = ReadonlyMap<string, readonly number[]>;
const indexes = new WeakMap<readonly Pathed[], OperationIndex>();

/** The few operations of hundreds that can match a path. */
function findCandidates<Context>(
  operations: readonly ApiOperation<Context>[],
  segments: string[],
): ApiOperation<Context>[] {
  const index = indexes.get(operations) ?? createIndex(operations);
  indexes.set(operations, index);
  const positions = [...(index.get(getFamily(segments)) ?? []), ...(index.get('') ?? [])];
  return positions.flatMap((position) => operations[position] ?? []);
}

function createIndex(operations: readonly Pathed[]): OperationIndex {
  const index = new Map<string, number[]>();
  for (const [position, { path }] of operations.entries()) {
    const family = getFamily(split(path));
    const key = family.includes(':') ? '' : family;
    index.set(key, [...(index.get(key) ?? []), position]);
  }
  return index;
}

function getFamily(segments: readonly string[]): string {
  return segments.slice(0, FAMILY_SEGMENTS).join('/').toLowerCase();
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const given = segments[index] ?? '';
    if (expected.startsWith(':')) params[expected.slice(1)] = given;
    else if (expected.toLowerCase() !== given.toLowerCase()) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
