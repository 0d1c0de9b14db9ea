/** An error that S3 answers (Amazon S3 API Reference, "Error responses"). */
export class BucketsError extends Error {
  override name = 'BucketsError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function accessDenied(message = 'Access Denied'): BucketsError {
  return new BucketsError(403, 'AccessDenied', message);
}

export function noSuchKey(): BucketsError {
  return new BucketsError(404, 'NoSuchKey', 'The specified key does not exist.');
}

export function errorXml({ code, message }: BucketsError, resource: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><Resource>${escapeXml(resource)}</Resource></Error>`;
}

export function escapeXml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no other way to carry them
      .replaceAll(/[\u0000-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
