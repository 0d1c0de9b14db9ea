import type * as z from 'zod';

/** A request as a route sees it: authenticated, its body read, its path taken apart. */
export interface ApiCall<Query = unknown, Body = unknown> {
  /** Whose token came with the request. */
  readonly owner: string;
  /** The path's variable parts, decoded, in the caller's spelling. */
  readonly params: Readonly<Record<string, string>>;
  /** What the route's `query` schema read; nothing where the route reads no query. */
  readonly query: Query;
  /** What the route's `body` schema read; the JSON as it was sent where the route has none. */
  readonly body: Body;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request is matched with. `path` has its variable parts as `:name`; letters match in either case. */
interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
}

/** One operation of the API, for the owner of a token: what it reads, and what it does. */
export interface OwnerRoute<Context, Query = unknown, Body = unknown> extends Operation {
  readonly isPublic?: false;
  /** Whether it may start tasks, and so spend coins: such requests are counted for each token. */
  readonly startsTasks?: true;
  /** Reads the query; what is not right is refused before `handle`. */
  readonly query?: z.ZodType<Query>;
  /** Reads the body; what is not right is refused before `handle`. */
  readonly body?: z.ZodType<Body>;
  /** Answers the envelope's `data`. */
  handle(context: Context, call: ApiCall<Query, Body>): Promise<unknown>;
}

/** A document for everyone, without a token. */
export interface PublicRoute<Context> extends Operation {
  readonly isPublic: true;
  /** Answers the whole JSON document: its form is not ours, so it has no envelope. */
  handle(context: Context): Promise<unknown>;
}

export type Route<Context> = OwnerRoute<Context> | PublicRoute<Context>;

/** A route whose `handle` is given what its own schemas read. */
export function route<Context, Query = unknown, Body = unknown>(
  definition: OwnerRoute<Context, Query, Body>,
): Route<Context> {
  return definition;
}

/** A route and what its path's variable parts stand for. */
export interface Match<Context> {
  readonly route: Route<Context>;
  readonly params: Record<string, string>;
}

/**
 * The route for a method and path; where the path exists only for other methods, those. Literal segments come before
 * variable ones, so `/allRecords` is never taken for an id.
 */
export function findRoute<Context>(
  routes: readonly Route<Context>[],
  method: string,
  path: string,
): Match<Context> | { allowed: string[] } {
  const segments = split(path).map(decode);
  const candidates = candidatesFor(routes, segments)
    .flatMap((route) => {
      const params = matchSegments(split(route.path), segments);
      return params ? [{ route, params }] : [];
    })
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const found = candidates.find(({ route }) => route.method === method);
  return found ?? { allowed: [...new Set(candidates.map(({ route }) => route.method))] };
}

/** How many segments of a path say which family of calls it is of, such as `/api/v1/userVoice`. */
const FAMILY_SEGMENTS = 3;

/** The places of routes in their list, by the family's segments; under nothing those that have none. */
type RouteIndex = ReadonlyMap<string, readonly number[]>;
const indexes = new WeakMap<readonly Operation[], RouteIndex>();

/** The few routes of hundreds that can match a path. */
function candidatesFor<Context>(
  routes: readonly Route<Context>[],
  segments: string[],
): Route<Context>[] {
  const index = indexes.get(routes) ?? indexOf(routes);
  indexes.set(routes, index);
  const places = [...(index.get(familyOf(segments)) ?? []), ...(index.get('') ?? [])];
  return places.flatMap((place) => routes[place] ?? []);
}

function indexOf(routes: readonly Operation[]): RouteIndex {
  const index = new Map<string, number[]>();
  for (const [place, { path }] of routes.entries()) {
    const family = familyOf(split(path));
    const key = family.includes(':') ? '' : family;
    index.set(key, [...(index.get(key) ?? []), place]);
  }
  return index;
}

function familyOf(segments: readonly string[]): string {
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
