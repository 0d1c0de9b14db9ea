/**
 * The content of a `data:` URL (RFC 2397) and the media type that it says, which may be empty. Undefined if it has no
 * comma, or if it says base64 and is none.
 */
export function readDataUrl(url: string): { bytes: Buffer; mediaType: string } | undefined {
  const comma = url.indexOf(',');
  if (comma < 0) return undefined;
  const head = url.slice('data:'.length, comma);
  const content = decodePercents(url.slice(comma + 1));
  const isBase64 = /;\s*base64\s*$/i.test(head);
  const mediaType = head.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!isBase64) return { bytes: Buffer.from(content, 'latin1'), mediaType };
  // White space may be anywhere. A pattern that allowed it beside the padding would take hours over much of it.
  const digits = content.replace(/\s/g, '');
  return BASE64.test(digits) ? { bytes: Buffer.from(digits, 'base64'), mediaType } : undefined;
}

/** In both alphabets. */
const BASE64 = /^[\w+/-]*={0,2}$/;

/** Byte by byte: what is escaped need not be UTF-8. */
function decodePercents(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
