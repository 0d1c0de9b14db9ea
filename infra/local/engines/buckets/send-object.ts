import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { BucketsError } from './buckets-error.ts';
import type { ObjectRecord } from './object-index.ts';
import type { ObjectStore } from './object-store.ts';

/** Answers a GET or HEAD of an object: whole, one range of it, or 304 and 412 as the conditions say. */
export async function sendObject(
  store: ObjectStore,
  record: ObjectRecord,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = {
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
    ...record.headers,
    etag: `"${record.etag}"`,
    'last-modified': new Date(record.lastModified).toUTCString(),
  };
  const condition = failedCondition(request, record);
  if (condition === 304) return void response.writeHead(304, headers).end();
  if (condition === 412) {
    throw new BucketsError(412, 'PreconditionFailed', 'A condition of the request does not hold.');
  }
  const range = parseRange(request.headers.range, record.size);
  const { start, end } = range ?? { start: 0, end: record.size - 1 };
  response.writeHead(range === undefined ? 200 : 206, {
    ...headers,
    'content-length': end - start + 1,
    ...(range !== undefined && { 'content-range': `bytes ${start}-${end}/${record.size}` }),
  });
  if (request.method === 'HEAD' || record.size === 0) return void response.end();
  await pipeline(store.read(record, start, end), response);
}

function failedCondition(
  { headers }: IncomingMessage,
  { etag, lastModified }: ObjectRecord,
): 304 | 412 | undefined {
  const matches = (list: string) => list === '*' || list.includes(`"${etag}"`);
  if (headers['if-match'] !== undefined && !matches(headers['if-match'])) return 412;
  if (headers['if-none-match'] !== undefined) {
    return matches(headers['if-none-match']) ? 304 : undefined;
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(lastModified / 1000) * 1000 <= since ? 304 : undefined;
}

/**
 * One byte range (RFC 9110, section 14). Undefined for the whole: no header, several ranges or another unit.
 * Throws BucketsError when nothing of the object is in it.
 */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  if (start >= size) {
    throw new BucketsError(416, 'InvalidRange', 'The requested range is not satisfiable');
  }
  return { start, end };
}
