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
  if (isBase64 && !BASE64.test(content)) return undefined;
  const mediaType = head.split(';')[0]?.trim().toLowerCase() ?? '';
  return { bytes: Buffer.from(content, isBase64 ? 'base64' : 'latin1'), mediaType };
}

/** In both alphabets, with white space anywhere. */
const BASE64 = /^[\w+/\s-]*={0,2}\s*$/;

/** Byte by byte: what is escaped need not be UTF-8. */
function decodePercents(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
