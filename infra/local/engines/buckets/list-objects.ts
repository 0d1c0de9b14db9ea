import { BucketsError, escapeXml } from './buckets-error.ts';
import type { ObjectRecord } from './object-index.ts';
import type { ObjectStore } from './object-store.ts';

/** The most keys of one answer (Amazon S3 API Reference, "ListObjectsV2"). */
const MOST_KEYS = 1000;

/** ListObjectsV2 with a prefix and paging; the answer's XML. Throws BucketsError for a delimiter, which is not supported. */
export function listObjects(store: ObjectStore, bucket: string, query: URLSearchParams): string {
  if (query.has('delimiter')) {
    const message = "Reelhook's local run does not support S3 ListObjectsV2 with a delimiter";
    throw new BucketsError(501, 'NotImplemented', message);
  }
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token');
  const after = token === null ? query.get('start-after') : fromToken(token);
  const wanted = Math.min(Number(query.get('max-keys') ?? MOST_KEYS) || 0, MOST_KEYS);
  const found = store.list(bucket, prefix, after ?? '', wanted + 1);
  const page = found.slice(0, wanted);
  const last = page.at(-1);
  const isTruncated = found.length > wanted && last !== undefined;
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : escapeXml;
  const next = isTruncated
    ? `<NextContinuationToken>${toToken(last.key)}</NextContinuationToken>`
    : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix>${encode(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${wanted}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>${next}${page.map((record) => contents(record, encode)).join('')}</ListBucketResult>`;
}

function contents(record: ObjectRecord, encode: (text: string) => string): string {
  const modified = new Date(record.lastModified).toISOString();
  return `<Contents><Key>${encode(record.key)}</Key><LastModified>${modified}</LastModified><ETag>&quot;${record.etag}&quot;</ETag><Size>${record.size}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
}

function toToken(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function fromToken(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}
