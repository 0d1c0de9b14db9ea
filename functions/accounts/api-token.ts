import { createHash, randomBytes } from 'node:crypto';

/** A fresh API token in A2E's form (a2e-api 1): `sk_` and 32 random bytes. Shown once, kept only as its hash. */
export function newApiToken(): string {
  return `sk_${randomBytes(32).toString('base64url')}`;
}

/** The token in an `Authorization: Bearer …` header; undefined if it holds none. */
export function tokenIn(authorization: string | undefined): string | undefined {
  const [scheme, token, ...rest] = authorization?.trim().split(/\s+/) ?? [];
  return scheme?.toLowerCase() === 'bearer' && rest.length === 0 ? token : undefined;
}

/**
 * What is kept of a token. A plain SHA-256 is enough for 256 random bits, and looking it up by key leaks nothing of
 * the token through time.
 */
export function hashApiToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What is shown of a token again: 8 of its 43 random characters, so that 210 bits of it stay unknown. */
export function getTokenHint(token: string): string {
  return `${token.slice(0, 7)}…${token.slice(-4)}`;
}

/** The id by which a token is named in the API: the begin of its hash, 24 hexadecimal characters. */
export function tokenId({ hash }: { readonly hash: string }): string {
  return hash.slice(0, 24);
}
