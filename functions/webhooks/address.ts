/**
 * An address as it is called: two spellings of the same request are one address. The scheme's own port, the host's case
 * and its dot at the end, and what is never sent (a fragment, an empty query) make no difference.
 * @param url one that may be called
 */
export function normalizeAddress(url: string): string {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const host = hostname.replace(/\.$/, '');
  return `${protocol}//${host}${port === '' ? '' : `:${port}`}${pathname}${search}`;
}
