import { BucketsError } from './buckets-error.ts';

/**
 * Decodes the body of an upload that SDKs send in signed or checksummed chunks: `<hex size>[;…]CRLF <bytes> CRLF`, up
 * to a chunk of size 0 that trailers follow (Amazon S3 API Reference, "Signature calculations: transferring payload
 * in multiple chunks"). Chunk signatures and trailing checksums are not checked. Throws BucketsError when it is cut short.
 */
export async function* decodeChunked(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let buffered: Buffer = Buffer.alloc(0);
  /** Bytes of the current chunk still to come, its CRLF included; 0 before a size line. */
  let missing = 0;
  for await (const piece of body) {
    buffered = buffered.length === 0 ? Buffer.from(piece) : Buffer.concat([buffered, piece]);
    for (;;) {
      if (missing === 0) {
        const lineEnd = buffered.indexOf('\r\n');
        if (lineEnd === -1) break;
        const size = chunkSize(buffered.subarray(0, lineEnd).toString('latin1'));
        if (size === 0) return drain(body);
        buffered = buffered.subarray(lineEnd + 2);
        missing = size + 2;
      }
      const take = Math.min(missing, buffered.length);
      if (take === 0) break;
      const content = Math.max(0, Math.min(take, missing - 2));
      if (content > 0) yield buffered.subarray(0, content);
      buffered = buffered.subarray(take);
      missing -= take;
    }
  }
  throw new BucketsError(400, 'IncompleteBody', 'The chunked body ended before its last chunk.');
}

function chunkSize(line: string): number {
  const size = /^[0-9a-f]+(?=;|$)/i.exec(line)?.[0];
  if (size === undefined) {
    throw new BucketsError(400, 'InvalidRequest', 'The body is not what aws-chunked promises.');
  }
  return Number.parseInt(size, 16);
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of body);
}
