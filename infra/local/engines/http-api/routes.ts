/** A route that a request has matched. */
export interface RouteMatch<Target> {
  routeKey: string;
  target: Target;
  pathParameters: Record<string, string>;
}

interface Route<Target> {
  routeKey: string;
  method: string;
  segments: string[];
  target: Target;
}

/**
 * Makes the lookup from a request to its route, with API Gateway's precedence: exact segments before `{name}`, those
 * before the greedy `{name+}`, a method before ANY, and `$default` last (API Gateway Developer Guide, "Create routes
 * for HTTP APIs").
 */
export function createRouter<Target>(targets: { routeKey: string; target: Target }[]) {
  const fallback = targets.find(({ routeKey }) => routeKey === '$default');
  const routes = targets
    .filter(({ routeKey }) => routeKey !== '$default')
    .map(({ routeKey, target }) => parseRoute(routeKey, target))
    .sort(byPrecedence);
  return (method: string, path: string): RouteMatch<Target> | undefined => {
    const segments = splitSegments(path);
    for (const route of routes) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const pathParameters = matchSegments(route.segments, segments);
      if (pathParameters) {
        return { routeKey: route.routeKey, target: route.target, pathParameters };
      }
    }
    return fallback && { ...fallback, pathParameters: {} };
  };
}

function parseRoute<Target>(routeKey: string, target: Target): Route<Target> {
  const [method = '', path = ''] = routeKey.split(' ');
  return { routeKey, method, segments: splitSegments(path), target };
}

function splitSegments(path: string): string[] {
  return path.split('/').slice(1);
}

function matchSegments(pattern: string[], path: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const actual = path[index];
    if (actual === undefined) return undefined;
    const name = segment.slice(1, -1);
    if (isGreedy(segment)) {
      return { ...parameters, [name.slice(0, -1)]: decode(path.slice(index).join('/')) };
    }
    if (isVariable(segment)) {
      if (actual === '') return undefined;
      parameters[name] = decode(actual);
    } else if (segment !== actual) {
      return undefined;
    }
  }
  return pattern.length === path.length ? parameters : undefined;
}

function byPrecedence(left: Route<unknown>, right: Route<unknown>): number {
  for (let index = 0; index < Math.max(left.segments.length, right.segments.length); index += 1) {
    const difference = rank(left.segments[index]) - rank(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function rank(segment: string | undefined): number {
  if (segment === undefined || isGreedy(segment)) return 2;
  return isVariable(segment) ? 1 : 0;
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

function isGreedy(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('+}');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
