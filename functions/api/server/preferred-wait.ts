/** In seconds: the gateway cuts a caller off after 30. */
const LONGEST_WAIT = 25;

/**
 * For how many seconds the caller prefers to wait for what takes long, by the header `Prefer: wait=10` (RFC 7240); at
 * most 25. Undefined if it does not say so: other preferences, and those that can't be read, are ignored, as that asks.
 */
export function parsePreferredWait(headers: Readonly<Record<string, string>>): number | undefined {
  const preferences = (headers['prefer'] ?? '').split(/[,;]/);
  const [, seconds] =
    preferences.map((one) => /^\s*wait\s*=\s*"?(\d{1,6})"?\s*$/i.exec(one)).find(Boolean) ?? [];
  if (seconds === undefined || Number(seconds) === 0) return undefined;
  return Math.min(Number(seconds), LONGEST_WAIT);
}
