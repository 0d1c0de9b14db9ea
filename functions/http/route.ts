/** A request as a route sees it: authenticated, its body read, its path taken apart. */
export interface ApiCall {
  /** Whose token came with the request. */
  readonly owner: string;
  /** The path's variable parts, decoded, in the caller's spelling. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON that was sent; an empty object where nothing was. */
  readonly body: unknown;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request is matched with. `path` has its variable parts as `:name`; letters match in either case. */
interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
}

/** One operation of the API, for the owner of a token. */
export interface OwnerRoute extends Operation {
  readonly isPublic?: false;
  /** Whether it may start tasks, and so spend coins: such requests are counted for each token. */
  readonly startsTasks?: true;
  /** Answers the envelope's `data`. */
  handle(call: ApiCall): Promise<unknown>;
}

/** A document for everyone, without a token. */
export interface PublicRoute extends Operation {
  readonly isPublic: true;
  /** Answers the whole JSON document: its form is not ours, so it has no envelope. */
  handle(): Promise<unknown>;
}

export type Route = OwnerRoute | PublicRoute;

/** A route and what its path's variable parts stand for. */
export interface Match {
  readonly route: Route;
  readonly params: Record<string, string>;
}

/**
 * The route for a method and path; where the path exists only for other methods, those. Literal segments come before
 * variable ones, so `/allRecords` is never taken for an id.
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): Match | { allowed: string[] } {
  const segments = split(path);
  const candidates = routes
    .flatMap((route) => {
      const params = matchSegments(split(route.path), segments);
      return params ? [{ route, params }] : [];
    })
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const found = candidates.find(({ route }) => route.method === method);
  return found ?? { allowed: [...new Set(candidates.map(({ route }) => route.method))] };
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const given = decode(segments[index] ?? '');
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
