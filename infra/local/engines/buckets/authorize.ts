import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsV4Signer } from 'aws4fetch';
import { localCredentials } from '../../local-credentials.ts';
import { accessDenied, S3Error } from './s3-error.ts';

/**
 * Lets a request pass that is signed in its header (the signature is not looked at: whoever reaches the loopback
 * interface may do as the functions do) or that has a presigned address (which is checked in full, since it is meant
 * for others). Throws S3Error otherwise: buckets are private.
 * @param now milliseconds since 1970
 */
export async function authorize(request: IncomingMessage, url: URL, now: number): Promise<void> {
  if (url.searchParams.has('X-Amz-Signature')) return checkPresigned(request, url, now);
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) throw accessDenied();
}

/** Amazon S3 API Reference, "Authenticating requests: using query parameters". */
async function checkPresigned(request: IncomingMessage, url: URL, now: number): Promise<void> {
  const parameters = url.searchParams;
  const datetime = parameters.get('X-Amz-Date') ?? '';
  const expiresSeconds = Number(parameters.get('X-Amz-Expires'));
  if (!/^\d{8}T\d{6}Z$/.test(datetime) || !(expiresSeconds >= 1 && expiresSeconds <= 604_800)) {
    const message = 'X-Amz-Date or X-Amz-Expires is missing or out of range';
    throw new S3Error(400, 'AuthorizationQueryParametersError', message);
  }
  if (now > parseDatetime(datetime) + expiresSeconds * 1000) {
    throw accessDenied('Request has expired');
  }
  const signature = await signatureOf(request, url, datetime);
  const given = parameters.get('X-Amz-Signature') ?? '';
  if (!sameText(signature, given)) {
    throw new S3Error(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check the method, the headers that were signed, and the address.',
    );
  }
}

/** Signs the request again, as its own address says it was signed. */
async function signatureOf(request: IncomingMessage, url: URL, datetime: string): Promise<string> {
  const [, , region = '', service = ''] = (url.searchParams.get('X-Amz-Credential') ?? '').split(
    '/',
  );
  const names = (url.searchParams.get('X-Amz-SignedHeaders') ?? '').split(';');
  const headers = names
    .filter((name) => name !== 'host')
    .map((name): [string, string] => [name, String(request.headers[name] ?? '')]);
  const unsigned = new URL(url);
  unsigned.searchParams.delete('X-Amz-Signature');
  const signer = new AwsV4Signer({
    ...localCredentials,
    method: request.method ?? 'GET',
    url: unsigned.href,
    headers,
    datetime,
    region,
    service,
    signQuery: true,
    allHeaders: true,
  });
  const { url: signed } = await signer.sign();
  return signed.searchParams.get('X-Amz-Signature') ?? '';
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
