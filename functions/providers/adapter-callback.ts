import { createHash, timingSafeEqual } from 'node:crypto';
import { parseForeignJson } from '../catalog/reserved-names.ts';
import type { AdapterCallback, ProviderCallback } from './provider-callback.ts';

/** What all callbacks have in common: they come to the address that was given, secret path and all, and hold JSON. */
export function createProviderCallback(adapter: AdapterCallback): ProviderCallback {
  return {
    ...(adapter.kinds ? { kinds: adapter.kinds } : {}),
    async verify(request, { callbackUrl, operation }) {
      if (!isSameText(getPath(request.url), getPath(callbackUrl))) return undefined;
      const body = readJson(request.rawBody);
      return body === undefined ? undefined : adapter.verify({ ...request, body }, operation);
    },
  };
}

/** Without the host: a deployment may be reached by several names. */
function getPath(address: string): string {
  if (!URL.canParse(address)) return '';
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** Takes the same time whatever the texts have in common. */
function isSameText(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}

function readJson(rawBody: Uint8Array): unknown {
  try {
    return parseForeignJson(Buffer.from(rawBody).toString('utf8'));
  } catch {
    return undefined;
  }
}
