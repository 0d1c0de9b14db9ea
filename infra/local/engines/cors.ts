/** A cross-origin rule, as API Gateway and S3 have them. `*` stands for any text. */
export interface CorsRule {
  origins: string[];
  methods: string[];
  headers: string[];
  exposedHeaders: string[];
  credentials: boolean;
  maxAgeSeconds?: number | undefined;
}

/**
 * The headers that let a browser's page read an answer, or none when no rule lets it.
 * @param origin the request's `Origin`
 * @param method the method, of a preflight the one it asks for
 */
export function corsHeaders(
  rules: CorsRule[],
  origin: string | undefined,
  method: string,
): Record<string, string> {
  if (origin === undefined) return {};
  const rule = rules.find(
    ({ origins, methods }) =>
      origins.some((pattern) => matches(pattern, origin)) &&
      methods.some((pattern) => pattern === '*' || pattern === method),
  );
  if (rule === undefined) return {};
  const anyone = rule.origins.includes('*') && !rule.credentials;
  return {
    'access-control-allow-origin': anyone ? '*' : origin,
    ...(rule.credentials && { 'access-control-allow-credentials': 'true' }),
    ...(rule.exposedHeaders.length > 0 && {
      'access-control-expose-headers': rule.exposedHeaders.join(','),
    }),
    vary: 'Origin',
  };
}

/** The answer to a preflight; undefined when no rule allows what it asks for. */
export function preflightHeaders(
  rules: CorsRule[],
  headers: NodeJS.Dict<string | string[]>,
): Record<string, string> | undefined {
  const method = String(headers['access-control-request-method'] ?? '');
  const asked = String(headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const allowing = rules.filter((rule) =>
    asked.every((name) => rule.headers.some((pattern) => matches(pattern.toLowerCase(), name))),
  );
  const answer = corsHeaders(allowing, headers['origin'] as string | undefined, method);
  if (Object.keys(answer).length === 0) return undefined;
  const maxAge = allowing[0]?.maxAgeSeconds;
  return {
    ...answer,
    'access-control-allow-methods': method,
    ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(',') }),
    ...(maxAge !== undefined && { 'access-control-max-age': String(maxAge) }),
  };
}

function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*');
  return end === undefined ? pattern === text : text.startsWith(start) && text.endsWith(end);
}
