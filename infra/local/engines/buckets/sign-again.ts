import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** A request as it says itself that it was signed. */
export interface SignedRequest {
  readonly method: string;
  /** As it was asked for, without the signature in its query. */
  readonly url: URL;
  /** The signed headers in the order of their names, which are in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** `<date>/<region>/<service>/aws4_request`. */
  readonly scope: string;
  /** Such as `20261122T093000Z`. */
  readonly datetime: string;
  /** The hash of the body, or a word that stands for it. */
  readonly payload: string;
}

/** The signature that a request has with this key (Amazon S3 API Reference, "Authenticating requests"). */
export function signAgain(request: SignedRequest, secretAccessKey: string): string {
  const { method, url, headers, scope, datetime, payload } = request;
  const lines = headers.map(([name, value]) => `${name}:${value.trim().replaceAll(/\s+/g, ' ')}\n`);
  const names = headers.map(([name]) => name).join(';');
  const canonical = [
    method,
    getCanonicalPath(url),
    getCanonicalQuery(url),
    lines.join(''),
    names,
    payload,
  ].join('\n');
  const text = `AWS4-HMAC-SHA256\n${datetime}\n${scope}\n${hash('sha256', canonical)}`;
  return hmac(deriveKey(scope, secretAccessKey), text).toString('hex');
}

function hmac(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

let derived: { readonly from: string; readonly key: KeyObject } | undefined;

/** The same for all requests of a day. */
function deriveKey(scope: string, secretAccessKey: string): KeyObject {
  const from = `${secretAccessKey} ${scope}`;
  if (derived?.from !== from) {
    const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
    derived = { from, key: createSecretKey(Buffer.from(key)) };
  }
  return derived.key;
}

/** A plus that is no escape comes from aws4fetch, which signs it as a space; other clients escape it. */
function getCanonicalPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname.replaceAll('+', ' '))
      .split('/')
      .map(percentEncode)
      .join('/');
  } catch {
    return pathname;
  }
}

function getCanonicalQuery({ searchParams }: URL): string {
  return [...searchParams]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)])
    .sort(([a = '', x = ''], [b = '', y = '']) => (a === b ? compare(x, y) : compare(a, b)))
    .map((pair) => pair.join('='))
    .join('&');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** As RFC 3986 has it, which leaves fewer characters alone than `encodeURIComponent`. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
