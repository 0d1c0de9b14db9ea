import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import { GuardedRequestError } from './guarded-request-error.ts';
import type { HttpAnswer } from './send-request.ts';

type Decoder = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

/** What clients call `deflate` is zlib's format; some servers send the bare stream (RFC 9110, 8.4.1.2). */
const decodeDeflate: Decoder = (bytes, options) => {
  const isZlib = ((bytes[0] ?? 0) & 0x0f) === 8;
  return promisify(isZlib ? inflate : inflateRaw)(bytes, options);
};

/** Content codings (IANA HTTP Content Coding Registry). A map, as servers also name what every object has. */
const DECODERS: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', decodeDeflate],
  ['br', promisify(brotliDecompress)],
  ['zstd', promisify(zstdDecompress)],
]);

/** More than one is hardly ever sent; each may take a moment. */
const MOST_CODINGS = 2;

/** What undoes the codings that the headers name, in the order in which they are undone. */
export function decodersFor<Undo>(
  headers: HttpAnswer['headers'],
  known: ReadonlyMap<string, Undo>,
): Undo[] {
  const codings = (headers['content-encoding'] ?? '').toLowerCase().split(',');
  return codings
    .flatMap((coding) => known.get(coding.trim()) ?? [])
    .slice(0, MOST_CODINGS)
    .reverse();
}

/**
 * An answer's body without its `content-encoding`. Words that are no coding, such as `utf-8`, change nothing.
 * @param maxBytes of the result: what a few bytes inflate to has no bound otherwise
 * @throws GuardedRequestError `too_large`, or `connect` where the body is not what its server says.
 */
export async function decodeBody(
  { headers, body }: Pick<HttpAnswer, 'headers' | 'body'>,
  maxBytes: number,
): Promise<Uint8Array> {
  let bytes = body;
  for (const decode of decodersFor(headers, DECODERS)) {
    bytes = await decode(bytes, { maxOutputLength: maxBytes }).catch((error: Error) => {
      throw decodingProblem(error, maxBytes);
    });
  }
  return bytes;
}

export function decodingProblem(error: Error, maxBytes: number): GuardedRequestError {
  return 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    ? new GuardedRequestError('too_large', `The answer is larger than ${maxBytes} bytes.`)
    : new GuardedRequestError(
        'connect',
        'The answer breaks off, or is not compressed as its server says.',
        { cause: error },
      );
}
