import type { ApiTokenRecord } from './account-store.ts';
import { tokenId } from './api-token.ts';

/** A token as its owner sees it again: never itself. */
export interface TokenView {
  readonly _id: string;
  readonly name: string;
  /** Its first and last characters. */
  readonly hint: string;
  readonly createdAt: string;
  /** When it ends; null where it does not. */
  readonly expiresAt: string | null;
}

/** A token as its owner sees it again. */
export function toTokenView(token: ApiTokenRecord): TokenView {
  return {
    _id: tokenId(token),
    name: token.name ?? '',
    hint: token.hint ?? 'sk_…',
    createdAt: token.createdAt,
    expiresAt: token.validUntil ?? null,
  };
}

/** Whether the token still lets in. @param now milliseconds since 1970 */
export function isValid({ validUntil }: Pick<ApiTokenRecord, 'validUntil'>, now: number): boolean {
  return validUntil === undefined || Date.parse(validUntil) > now;
}
