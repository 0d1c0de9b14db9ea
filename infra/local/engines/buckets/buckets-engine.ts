import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalClock } from '../../clock.ts';
import type { LocalCredentials } from '../../local-credentials.ts';
import type { Log } from '../../log.ts';
import type { TypedResource } from '../../resource-type.ts';
import { type CorsRule, corsHeaders, preflightHeaders } from '../cors.ts';
import { authorize } from './authorize.ts';
import { type BucketProperties, bucketName } from './bucket-type.ts';
import { BucketsError, errorXml, noSuchKey } from './buckets-error.ts';
import { listObjects } from './list-objects.ts';
import type { ObjectStore } from './object-store.ts';
import { openObjectStore } from './object-store.ts';
import { copyObject, putObject } from './put-object.ts';
import { sendObject } from './send-object.ts';

/** S3 buckets on the file system. */
export interface BucketsEngine {
  store: ObjectStore;
  /**
   * Serves one S3 request with the bucket in the path.
   * @param base what stood before that path when the address was signed; optional, defaults to the request's own host
   */
  handle(request: IncomingMessage, response: ServerResponse, base?: string): Promise<void>;
  /** Deletes what the buckets' lifecycle rules say has expired. */
  sweep(): Promise<void>;
  stop(): void;
}

const DAY_MILLISECONDS = 86_400_000;

/** Opens the buckets' folder. */
export function openBucketsEngine(
  buckets: TypedResource<BucketProperties>[],
  directory: string,
  { clock, credentials, log }: { clock: LocalClock; credentials: LocalCredentials; log: Log },
): BucketsEngine {
  const store = openObjectStore(directory);
  const cors = new Map(
    buckets.map(({ name, properties }) => [bucketName(name), corsRules(properties)]),
  );

  async function respond(
    request: IncomingMessage,
    response: ServerResponse,
    { url, signedUrl }: { url: URL; signedUrl: URL },
  ): Promise<void> {
    const { bucket, key } = splitPath(url.pathname);
    const rules = cors.get(bucket);
    if (rules === undefined) {
      throw new BucketsError(404, 'NoSuchBucket', 'The specified bucket does not exist');
    }
    if (request.method === 'OPTIONS') {
      const allowed = preflightHeaders(rules, request.headers);
      if (allowed === undefined) throw new BucketsError(403, 'AccessForbidden', 'CORSResponse');
      return void response.writeHead(200, allowed).end();
    }
    const shared = corsHeaders(rules, request.headers.origin, request.method ?? 'GET');
    for (const [name, value] of Object.entries(shared)) response.setHeader(name, value);
    authorize(request, signedUrl, clock.now(), credentials);
    if (key === '') return listBucket(request, response, bucket, url.searchParams);
    await serveObject(request, response, { bucket, key });
  }

  function listBucket(
    { method }: IncomingMessage,
    response: ServerResponse,
    bucket: string,
    query: URLSearchParams,
  ): void {
    if (method === 'HEAD') return void response.writeHead(200).end();
    if (method !== 'GET' || query.get('list-type') !== '2')
      throw notImplemented(`${method} bucket`);
    sendXml(response, listObjects(store, bucket, query));
  }

  async function serveObject(
    request: IncomingMessage,
    response: ServerResponse,
    target: { bucket: string; key: string },
  ): Promise<void> {
    const { method, headers } = request;
    const record = store.find(target.bucket, target.key);
    const now = clock.now();
    if (method === 'PUT' && headers['x-amz-copy-source'] !== undefined) {
      const { etag, lastModified } = await copyObject(store, { ...target, now }, request);
      const modified = new Date(lastModified).toISOString();
      sendXml(
        response,
        `<CopyObjectResult><LastModified>${modified}</LastModified><ETag>&quot;${etag}&quot;</ETag></CopyObjectResult>`,
      );
    } else if (method === 'PUT') {
      const etag = await putObject(store, { ...target, now }, request);
      response.writeHead(200, { etag: `"${etag}"` }).end();
    } else if (method === 'DELETE') {
      if (record !== undefined) await store.delete(record);
      response.writeHead(204).end();
    } else if (method === 'GET' || method === 'HEAD') {
      if (record === undefined) throw noSuchKey();
      await sendObject(store, record, request, response);
    } else {
      throw notImplemented(`${method} object`);
    }
  }

  return {
    store,
    async handle(request, response, base = `http://${request.headers.host}`) {
      const path = request.url ?? '/';
      const url = new URL(path, 'http://local');
      try {
        refuseSubresources(url.searchParams);
        await respond(request, response, { url, signedUrl: new URL(`${base}${path}`) });
      } catch (error) {
        if (!(error instanceof BucketsError) || response.headersSent) throw error;
        if (error.status === 501)
          log({ source: 'buckets', level: 'error', message: error.message });
        sendXml(response, errorXml(error, url.pathname), error.status);
        request.resume();
      }
    },
    async sweep() {
      for (const { name, properties } of buckets) {
        for (const rule of properties.LifecycleConfiguration?.Rules ?? []) {
          if (rule.Status !== 'Enabled' || rule.ExpirationInDays === undefined) continue;
          const before = clock.now() - rule.ExpirationInDays * DAY_MILLISECONDS;
          const expired = store
            .olderThan(bucketName(name), rule.Prefix, before)
            .filter(({ size }) => size > rule.ObjectSizeGreaterThan);
          for (const record of expired) await store.delete(record);
          if (expired.length === 0) continue;
          const message = `deleted ${expired.length} objects under ${rule.Prefix || '/'} that had expired`;
          log({ source: name, level: 'info', message });
        }
      }
    },
    stop: () => store.close(),
  };
}

function sendXml(response: ServerResponse, xml: string, status = 200): void {
  response
    .writeHead(status, {
      'content-type': 'application/xml',
      'content-length': Buffer.byteLength(xml),
    })
    .end(xml);
}

/** Parameters that make a request another operation, such as a multipart upload. */
function refuseSubresources(query: URLSearchParams): void {
  const names = ['acl', 'delete', 'partNumber', 'tagging', 'uploadId', 'uploads', 'versionId'];
  const found = names.find((name) => query.has(name));
  if (found !== undefined) throw notImplemented(found);
}

function notImplemented(what: string): BucketsError {
  const message = `Reelhook's local run does not support S3 ${what}`;
  return new BucketsError(501, 'NotImplemented', message);
}

function splitPath(pathname: string): { bucket: string; key: string } {
  const [, bucket = '', ...key] = pathname.split('/');
  try {
    return { bucket, key: decodeURIComponent(key.join('/')) };
  } catch {
    throw new BucketsError(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

function corsRules({ CorsConfiguration }: BucketProperties): CorsRule[] {
  return (CorsConfiguration?.CorsRules ?? []).map((rule) => ({
    origins: rule.AllowedOrigins,
    methods: rule.AllowedMethods,
    headers: rule.AllowedHeaders,
    exposedHeaders: rule.ExposedHeaders,
    credentials: false,
    maxAgeSeconds: rule.MaxAge,
  }));
}
