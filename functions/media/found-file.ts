import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { LARGEST_SENT } from './media-shape.ts';
import type { MediaStore } from './media-store.ts';

export interface FileDigest {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** A file that somebody else made, before it is in the bucket. */
export interface FoundFile {
  /** As much of it as shows what it is. */
  readStart(): Promise<Uint8Array>;
  digest(): Promise<FileDigest>;
  /** All of it, where it is in memory. */
  readonly content?: Uint8Array;
  /** Stores it in the bucket. */
  put(key: string, mediaType: string): Promise<void>;
}

type Store = Pick<MediaStore, 'put' | 'putFile'>;

/** More than any signature in `detectMedia` reads. */
const START_BYTES = 4_096;

export function fileInMemory(media: Store, bytes: Uint8Array): FoundFile {
  return {
    readStart: async () => bytes.subarray(0, START_BYTES),
    content: bytes,
    digest: async () => ({ bytes: bytes.byteLength, sha256: hash('sha256', bytes) }),
    put: (key, mediaType) => media.put(key, bytes, mediaType),
  };
}

/** One on this machine's disk: read into memory once, unless it is larger than what is sent with a call. */
export async function fileOnDisk(media: Store, path: string): Promise<FoundFile> {
  const { size } = await stat(path);
  return size <= LARGEST_SENT
    ? fileInMemory(media, await readFile(path))
    : largeFile(media, path, size);
}

function largeFile(media: Store, path: string, bytes: number): FoundFile {
  return {
    async readStart() {
      await using file = await open(path);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    },
    async digest() {
      const sha256 = createHash('sha256');
      await pipeline(createReadStream(path), sha256);
      return { bytes, sha256: sha256.digest('hex') };
    },
    put: (key, mediaType) => media.putFile(key, path, mediaType),
  };
}
