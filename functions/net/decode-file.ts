import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { decodersFor, decodingProblem } from './decode-body.ts';
import type { HttpAnswer } from './send-request.ts';

type StreamDecoder = (firstByte: number) => Transform;

/** As `decodeBody` knows them. */
const DECODERS = new Map<string, StreamDecoder>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', (firstByte) => ((firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw())],
  ['br', () => createBrotliDecompress()],
  ['zstd', () => createZstdDecompress()],
]);

/**
 * Takes the `content-encoding` off an answer's body that lies in a file.
 * @param maxBytes of the result
 * @throws GuardedRequestError `too_large`, or `connect` where the body is not what its server says.
 */
export async function decodeFile(
  path: string,
  headers: HttpAnswer['headers'],
  maxBytes: number,
): Promise<void> {
  const decoded = `${path}.decoded`;
  for (const createDecoder of decodersFor(headers, DECODERS)) {
    const decoder = createDecoder(await readFirstByte(path));
    const steps = [createReadStream(path), decoder, limit(maxBytes), createWriteStream(decoded)];
    await pipeline(steps).catch((error: Error) => {
      throw decodingProblem(error, maxBytes);
    });
    await rename(decoded, path);
  }
}

async function readFirstByte(path: string): Promise<number> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 0);
  return buffer[0] ?? 0;
}

/** Ends in the error of zlib's own limit once more than that has passed. */
function limit(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length;
      if (size <= maxBytes) return done(null, chunk);
      done(Object.assign(new Error('too large'), { code: 'ERR_BUFFER_TOO_LARGE' }));
    },
  });
}
