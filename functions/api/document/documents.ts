import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { fillIn, findFile, type Site } from './sites.ts';

/** What is answered at one path. */
interface Document {
  readonly mediaType: string;
  readonly body: Buffer;
  /** Its Content-Security-Policy. */
  readonly policy: string;
}

const HEADERS = {
  'cache-control': 'public, max-age=300',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  vary: 'accept-encoding',
};

export interface DocumentSources {
  /** The OpenAPI document. */
  openApi(): unknown;
  /** Texts for programs, in Markdown, by their paths. */
  readonly texts: Readonly<Record<string, () => string>>;
  /** One of the files that lie beside the handler. */
  readFile(name: string): Buffer;
  /** The pages that are served, the OpenAPI document aside. */
  readonly sites: readonly Site[];
}

/**
 * Answers the OpenAPI document, the texts for programs, the pages and their files, each made once: compressed where the caller takes that, and
 * with 304 where the caller has it already. undefined for other paths.
 */
export function createDocuments({ openApi, texts, readFile, sites }: DocumentSources) {
  const made = new Map<string, Prepared>();

  function find(path: string): Document | undefined {
    if (path === '/openapi.json') {
      const body = Buffer.from(JSON.stringify(openApi()));
      return { mediaType: 'application/json; charset=utf-8', body, policy: "default-src 'none'" };
    }
    const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
    if (text) {
      const mediaType = 'text/markdown; charset=utf-8';
      return { mediaType, body: Buffer.from(text()), policy: "default-src 'none'" };
    }
    for (const site of sites) {
      const found = findFile(site, path);
      if (!found) continue;
      const file = readFile(found.name);
      const body = found.isPage ? fillIn(file, site.values) : file;
      return { mediaType: found.mediaType, policy: site.policy, body };
    }
    return undefined;
  }

  return (event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 | undefined => {
    const path = event.requestContext.http.path.toLowerCase();
    if (path === '/' && event.headers['accept']?.includes('text/html')) return toConsole;
    const found = made.get(path) ?? prepared(find(path));
    if (!found) return undefined;
    // Screens have their own addresses without end; only files are remembered.
    if (path.includes('.')) made.set(path, found);
    return answer(found, event.headers);
  };
}

/** A browser that asks for the root is looking for something to look at; programs get the API's answer. */
const toConsole = { statusCode: 302, headers: { location: '/console', vary: 'accept' } };

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
  { mediaType, body, compressed, etag, policy }: Prepared,
  headers: APIGatewayProxyEventV2['headers'],
): APIGatewayProxyStructuredResultV2 {
  const known = headers['if-none-match']?.split(',').map((one) => one.trim()) ?? [];
  const shared = { ...HEADERS, etag, 'content-security-policy': policy };
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
