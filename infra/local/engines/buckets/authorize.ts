import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LocalCredentials } from '../../local-credentials.ts';
import { accessDenied, BucketsError } from './buckets-error.ts';
import { signAgain } from './sign-again.ts';

/** What a request says of its signature. */
interface Claim {
  readonly credential: string;
  readonly datetime: string;
  /** Names in lower case, separated by semicolons. */
  readonly signedHeaders: string;
  readonly signature: string;
}

/**
 * Lets a request pass that is signed with the credentials, in its headers or in a presigned address. Buckets are
 * private: a page of the web that reaches this port can neither list nor read nor write. The age of a signature in
 * headers is not checked, since clients outside follow another clock. Throws BucketsError.
 * @param url the address that was signed, with its host
 * @param now milliseconds since 1970
 */
export function authorize(
  request: IncomingMessage,
  url: URL,
  now: number,
  credentials: LocalCredentials,
): void {
  const isPresigned = url.searchParams.has('X-Amz-Signature');
  const claim = isPresigned ? parseQuery(url, now) : parseHeaders(request);
  const signature = sign(request, url, claim, credentials, isPresigned);
  if (sameText(signature, claim.signature)) return;
  throw new BucketsError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check the method, the headers that were signed, and the address.',
  );
}

/** Amazon S3 API Reference, "Authenticating requests: using query parameters". */
function parseQuery({ searchParams }: URL, now: number): Claim {
  const datetime = searchParams.get('X-Amz-Date') ?? '';
  const expiresSeconds = Number(searchParams.get('X-Amz-Expires'));
  if (!DATETIME.test(datetime) || !(expiresSeconds >= 1 && expiresSeconds <= 604_800)) {
    const message = 'X-Amz-Date or X-Amz-Expires is missing or out of range';
    throw new BucketsError(400, 'AuthorizationQueryParametersError', message);
  }
  if (now > parseDatetime(datetime) + expiresSeconds * 1000) {
    throw accessDenied('Request has expired');
  }
  return {
    credential: searchParams.get('X-Amz-Credential') ?? '',
    datetime,
    signedHeaders: searchParams.get('X-Amz-SignedHeaders') ?? '',
    signature: searchParams.get('X-Amz-Signature') ?? '',
  };
}

/** Amazon S3 API Reference, "Authenticating requests: using the Authorization header". */
function parseHeaders({ headers }: IncomingMessage): Claim {
  const datetime = String(headers['x-amz-date'] ?? '');
  const [, credential, signedHeaders, signature] =
    AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  if (!credential || !signedHeaders || !signature || !DATETIME.test(datetime)) throw accessDenied();
  return { credential, datetime, signedHeaders, signature };
}

const DATETIME = /^\d{8}T\d{6}Z$/;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/;

/** Signs the request again, as it says itself that it was signed. */
function sign(
  request: IncomingMessage,
  url: URL,
  { credential, datetime, signedHeaders }: Claim,
  { accessKeyId, secretAccessKey }: LocalCredentials,
  isPresigned: boolean,
): string {
  if (!credential.startsWith(`${accessKeyId}/`)) return '';
  const unsigned = new URL(url);
  unsigned.searchParams.delete('X-Amz-Signature');
  const stated = request.headers['x-amz-content-sha256'];
  return signAgain(
    {
      ...{ method: request.method ?? 'GET', url: unsigned, datetime },
      headers: signedHeaders
        .split(';')
        .map((name): [string, string] => [name, getHeader(request, url, name)]),
      scope: credential.slice(accessKeyId.length + 1),
      payload: isPresigned || stated === undefined ? 'UNSIGNED-PAYLOAD' : String(stated),
    },
    secretAccessKey,
  );
}

/** A proxy may have made another of the host. */
function getHeader({ headers }: IncomingMessage, { host }: URL, name: string): string {
  return name === 'host' ? host : String(headers[name] ?? '');
}

function sameText(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

/** `20261122T093000Z` in milliseconds since 1970. */
function parseDatetime(datetime: string): number {
  return Date.parse(
    datetime.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}
