import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { howToUpload } from '../../catalog/how-to-upload.ts';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import { getJsonLevels } from '../../catalog/json-levels.ts';
import { findReservedName } from '../../catalog/reserved-names.ts';
import { ApiError } from './api-error.ts';

/** The largest body that is read, in bytes; the largest request A2E documents is far below. */
const LARGEST_BODY = 65_536;
/** As `LARGEST_BODY`, of a request that may have files in it; Lambda takes events of 6 MB. */
const LARGEST_WITH_FILES = 4 * 1024 * 1024;
/** How deep objects and arrays may lie in each other. */
const DEEPEST = 16;
/** How many members one object or array may have; the longest list that is read holds 100. */
const MOST_MEMBERS = 1_000;

/**
 * The JSON in a request's body, whatever content type it claims (a2e-api 1: some clients send `text/plain`, some a
 * body with GET). An empty body reads as an empty object.
 * @param takesFiles whether the body may hold files, as `data:` URLs
 * @throws ApiError 400 or 413, InvalidRequestError
 */
export function readBody(event: APIGatewayProxyEventV2, takesFiles = false): unknown {
  if (event.requestContext.http.method === 'GET' || !event.body) return {};
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  const largest = takesFiles ? LARGEST_WITH_FILES : LARGEST_BODY;
  if (bytes.length > largest) {
    throw new ApiError(413, `The body is larger than ${largest} bytes; ${howToUpload}.`);
  }
  const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = event.headers;
  if (encoding !== 'identity') {
    throw new ApiError(400, 'The body is compressed; send it without Content-Encoding, as JSON.');
  }
  const text = decode(bytes, type);
  if (text.trim() === '') return {};
  const body = parse(text, type);
  checkShape(body);
  checkNames(body);
  return body;
}

/** Reads UTF-8, without a byte order mark. */
function decode(bytes: Buffer, type: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const message = describeFile(type) ?? 'The body is not text in UTF-8; send JSON in UTF-8.';
    throw new ApiError(400, message);
  }
}

function parse(text: string, type: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new ApiError(400, describeInvalid(type, error));
  }
  if (typeof body === 'object' && body !== null) return body;
  const shown = body === null ? 'null' : `a ${typeof body}`;
  const hint = typeof body === 'string' ? ', which was encoded twice if it holds JSON' : '';
  throw new ApiError(400, `The body must be a JSON object, not ${shown}${hint}.`);
}

/** Of a form, or of a file by itself; undefined if the body claims to be neither. */
function describeFile(type: string): string | undefined {
  const [what] =
    /^(multipart|image|video|audio)\/[\w.+-]+|^application\/x-www-form-urlencoded/i.exec(type) ??
    [];
  if (what === undefined) return undefined;
  const form = /^(multipart|application)/i.test(what) ? 'form' : 'file';
  return `The body is a ${form} (${what}); send JSON, with Content-Type: application/json; ${howToUpload}.`;
}

/** Nothing of what was sent is repeated: it may be binary. */
function describeInvalid(type: string, error: unknown): string {
  const file = describeFile(type);
  if (file !== undefined) return file;
  const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
  const where = position === undefined ? '' : ` at character ${Number(position) + 1}`;
  return `The body is not valid JSON${where}; send an object such as {"name":"value"}.`;
}

/** No field has such a name, and nothing that keeps such a member keeps it right. */
function checkNames(body: unknown): void {
  const name = findReservedName(body);
  if (name === undefined) return;
  const message = 'must not be sent: no member may have a name that every object has';
  throw new InvalidRequestError([{ field: name, message }]);
}

function checkShape(value: unknown): void {
  let depth = 0;
  for (const containers of getJsonLevels(value)) {
    depth += 1;
    if (depth > DEEPEST) {
      throw new ApiError(400, `The body is nested deeper than ${DEEPEST} levels.`);
    }
    if (containers.some((container) => Object.keys(container).length > MOST_MEMBERS)) {
      throw new ApiError(400, `The body has a list of more than ${MOST_MEMBERS} members.`);
    }
  }
}
