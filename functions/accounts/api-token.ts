import { createHash, randomBytes } from 'node:crypto';

/** A fresh API token in A2E's form (a2e-api 1): `sk_` and 32 random bytes. Shown once, kept only as its hash. */
export function newApiToken(): string {
  return `sk_${randomBytes(32).toString('base64url')}`;
}

/** The token in an `Authorization: Bearer …` header; nothing when it holds none. */
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
