import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What is answered at one path. */
interface Document {
  readonly mediaType: string;
  readonly body: Buffer;
}

/** The files of the reference page, by the name under which they are asked for. */
const mediaTypes: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'favicon.png': 'image/png',
};

/**
 * The page may run its own files, show pictures that stand in its style sheet and call this API, and nothing else:
 * nothing is fetched from elsewhere, nothing is sent elsewhere.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'cache-control': 'public, max-age=300',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'content-security-policy': PAGE_POLICY,
  vary: 'accept-encoding',
};

export interface DocumentSources {
  /** The OpenAPI document. */
  openApi(): unknown;
  /** One of the files that lie beside the handler. */
  readFile(name: string): Buffer;
}

/**
 * Answers the OpenAPI document, the reference page and its files, each made once: compressed where the caller takes
 * that, and with 304 where the caller has it already. Nothing for other paths.
 */
export function createDocuments({ openApi, readFile }: DocumentSources) {
  const made = new Map<string, Prepared>();

  function find(path: string): Document | undefined {
    if (path === '/openapi.json') {
      const body = Buffer.from(JSON.stringify(openApi()));
      return { mediaType: 'application/json; charset=utf-8', body };
    }
    if (path === '/docs') {
      return { mediaType: 'text/html; charset=utf-8', body: readFile('page.html') };
    }
    const name = path.replace(/^\/docs\//, '');
    const mediaType = Object.hasOwn(mediaTypes, name) ? mediaTypes[name] : undefined;
    return mediaType === undefined ? undefined : { mediaType, body: readFile(name) };
  }

  return (event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 | undefined => {
    const path = event.requestContext.http.path.toLowerCase();
    const found = made.get(path) ?? prepared(find(path));
    if (!found) return undefined;
    made.set(path, found);
    return answer(found, event.headers);
  };
}

interface Prepared extends Document {
  readonly etag: string;
  readonly compressed: Buffer;
}

function prepared(document: Document | undefined): Prepared | undefined {
  if (!document) return undefined;
  const digest = createHash('sha256').update(document.body).digest('base64url').slice(0, 22);
  // Weak: the compressed and the plain bytes are the same document.
  return { ...document, etag: `W/"${digest}"`, compressed: gzipSync(document.body) };
}

function answer(
  { mediaType, body, compressed, etag }: Prepared,
  headers: APIGatewayProxyEventV2['headers'],
): APIGatewayProxyStructuredResultV2 {
  const known = headers['if-none-match']?.split(',').map((one) => one.trim()) ?? [];
  const shared = { ...HEADERS, etag };
  if (known.includes(etag)) return { statusCode: 304, headers: shared, body: '' };
  const isCompressed = /\bgzip\b/.test(headers['accept-encoding'] ?? '');
  return {
    statusCode: 200,
    headers: {
      ...shared,
      'content-type': mediaType,
      ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    },
    body: (isCompressed ? compressed : body).toString('base64'),
    isBase64Encoded: true,
  };
}
