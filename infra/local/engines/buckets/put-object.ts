import type { IncomingMessage } from 'node:http';
import { decodeChunked } from './aws-chunked.ts';
import { BucketsError, noSuchKey } from './buckets-error.ts';
import type { NewObject, ObjectStore } from './object-store.ts';

/** The largest object of a single PUT (Amazon S3 User Guide, "Uploading objects"). */
const LARGEST_OBJECT_BYTES = 5 * 1024 ** 3;

const keptHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

type Target = Pick<NewObject, 'bucket' | 'key' | 'now'>;

/** PutObject: streams the body to disk; the object appears when all of it is there. Answers the ETag. */
export async function putObject(
  store: ObjectStore,
  target: Target,
  request: IncomingMessage,
): Promise<string> {
  const { headers } = request;
  const chunked = isChunked(request);
  const length = Number(headers[chunked ? 'x-amz-decoded-content-length' : 'content-length']);
  if (!Number.isInteger(length)) {
    throw new BucketsError(
      411,
      'MissingContentLength',
      'You must provide the Content-Length header.',
    );
  }
  if (length > LARGEST_OBJECT_BYTES) {
    throw new BucketsError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum size.');
  }
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) refuseExisting(store, target, ifNoneMatch);
  const record = await store.put(
    { ...target, headers: storedHeaders(headers) },
    chunked ? decodeChunked(request) : request,
    (received) => {
      if (received.size !== length) {
        throw new BucketsError(400, 'IncompleteBody', 'The body is shorter than the request says.');
      }
      const md5 = Buffer.from(received.etag, 'hex').toString('base64');
      if ((headers['content-md5'] ?? md5) !== md5) {
        throw new BucketsError(400, 'BadDigest', 'The Content-MD5 you specified did not match.');
      }
      if (ifNoneMatch !== undefined) refuseExisting(store, target, ifNoneMatch);
    },
  );
  return record.etag;
}

/** CopyObject within or between buckets. Answers the new object's ETag and its time of change. */
export async function copyObject(store: ObjectStore, target: Target, request: IncomingMessage) {
  const copySource = String(request.headers['x-amz-copy-source']);
  const [bucket = '', ...key] = decodeURIComponent(copySource).replace(/^\//, '').split('/');
  const source = store.find(bucket, key.join('/'));
  if (source === undefined) throw noSuchKey();
  const replaced = request.headers['x-amz-metadata-directive'] === 'REPLACE';
  return store.copy(source, {
    ...target,
    headers: replaced ? storedHeaders(request.headers) : source.headers,
  });
}

function isChunked({ headers }: IncomingMessage): boolean {
  return (
    String(headers['x-amz-content-sha256']).startsWith('STREAMING-') ||
    /\baws-chunked\b/.test(headers['content-encoding'] ?? '')
  );
}

function refuseExisting(store: ObjectStore, { bucket, key }: Target, ifNoneMatch: string): void {
  if (ifNoneMatch !== '*') {
    throw new BucketsError(501, 'NotImplemented', 'If-None-Match of a PUT can only be *.');
  }
  if (store.find(bucket, key) !== undefined) {
    throw new BucketsError(412, 'PreconditionFailed', 'There is an object under this key already.');
  }
}

function storedHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  const kept = Object.entries(headers)
    .filter(([name]) => keptHeaders.includes(name) || name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name, stripChunked(name, String(value))])
    .filter(([, value]) => value !== '');
  return Object.fromEntries(kept);
}

function stripChunked(name: string, value: string): string {
  return name === 'content-encoding' ? value.replace(/\s*\baws-chunked\b\s*,?\s*/, '') : value;
}
