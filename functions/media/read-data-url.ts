/** The content of a `data:` URL (RFC 2397) and the media type that it says, which may be empty. */
export function readDataUrl(url: string): { bytes: Buffer; mediaType: string } {
  const comma = url.indexOf(',');
  const head = url.slice('data:'.length, comma);
  const content = comma < 0 ? '' : url.slice(comma + 1);
  const isBase64 = /;\s*base64\s*$/i.test(head);
  const bytes = isBase64
    ? Buffer.from(content, 'base64')
    : Buffer.from(decodePercents(content), 'latin1');
  return { bytes, mediaType: head.split(';')[0]?.trim().toLowerCase() ?? '' };
}

/** Byte by byte: what is escaped need not be UTF-8. */
function decodePercents(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
