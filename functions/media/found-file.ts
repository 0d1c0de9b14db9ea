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
  /** All of it; undefined if that is more than `LARGEST_SENT`. */
  content(): Promise<Uint8Array | undefined>;
  /** Stores it in the bucket. */
  put(key: string, mediaType: string): Promise<void>;
}

type Store = Pick<MediaStore, 'put' | 'putFile'>;

/** More than any signature in `detectMedia` reads. */
const START_BYTES = 4_096;

export function fileInMemory(media: Store, bytes: Uint8Array): FoundFile {
  return {
    readStart: async () => bytes.subarray(0, START_BYTES),
    content: async () => (bytes.byteLength <= LARGEST_SENT ? bytes : undefined),
    digest: async () => ({ bytes: bytes.byteLength, sha256: hash('sha256', bytes) }),
    put: (key, mediaType) => media.put(key, bytes, mediaType),
  };
}

/** One that need not fit into memory. */
export function fileOnDisk(media: Store, path: string): FoundFile {
  return {
    async readStart() {
      await using file = await open(path);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    },
    async content() {
      const { size } = await stat(path);
      return size <= LARGEST_SENT ? readFile(path) : undefined;
    },
    async digest() {
      const sha256 = createHash('sha256');
      await pipeline(createReadStream(path), sha256);
      const { size: bytes } = await stat(path);
      return { bytes, sha256: sha256.digest('hex') };
    },
    put: (key, mediaType) => media.putFile(key, path, mediaType),
  };
}
