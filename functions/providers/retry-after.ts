/** What a provider may ask for and be believed, in seconds: an hour. */
const LONGEST = 60 * 60;

/** The seconds that a `Retry-After` header asks for: a number or a date (RFC 9110, 10.2.3); undefined if unreadable. */
export function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\s*\d+\s*$/.test(header)
    ? Number(header)
    : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST) : undefined;
}
