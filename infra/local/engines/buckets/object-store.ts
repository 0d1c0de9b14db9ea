import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, linkSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type ObjectIndex, type ObjectRecord, openObjectIndex } from './object-index.ts';

/** What an object is to be, beside its bytes. */
export interface NewObject {
  bucket: string;
  key: string;
  headers: Record<string, string>;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * The objects of all buckets on the file system. A key never becomes a path: the bytes of a small object are in the
 * index, all others in files with random names, written whole before the index names them, so that a reader and a crash
 * see the old object or the new one.
 */
export interface ObjectStore {
  find: ObjectIndex['find'];
  list: ObjectIndex['list'];
  olderThan: ObjectIndex['olderThan'];
  /** Stores the bytes; `accept` is asked just before the object appears and may throw to prevent it. */
  put(object: NewObject, bytes: AsyncIterable<Uint8Array>, accept: Accept): Promise<ObjectRecord>;
  copy(source: ObjectRecord, target: NewObject): Promise<ObjectRecord>;
  delete(record: ObjectRecord): Promise<void>;
  /** The bytes from `start` to `end`, both included. */
  read(record: ObjectRecord, start: number, end: number): Readable;
  close(): void;
}

/** Looks at what has been received before it is kept: its length in bytes and its MD5 in hexadecimal digits. */
export type Accept = (received: { size: number; etag: string }) => void;

/** Up to this size many objects are on the disk sooner in one file than in many. */
const LARGEST_SMALL_BYTES = 65_536;

/** Opens the store in `directory`; files that a crash has left without a name are removed. */
export function openObjectStore(directory: string): ObjectStore {
  const blobs = join(directory, 'blobs');
  mkdirSync(blobs, { recursive: true });
  const index = openObjectIndex(join(directory, 'objects.sqlite'));
  const known = index.blobs();
  for (const blob of readdirSync(blobs)) if (!known.has(blob)) rmSync(join(blobs, blob));

  async function replace(record: ObjectRecord, content?: Uint8Array): Promise<ObjectRecord> {
    const previous = index.find(record.bucket, record.key);
    await index.put(record, content);
    if (previous !== undefined) await rm(join(blobs, previous.blob), { force: true });
    return record;
  }

  return {
    find: index.find,
    list: index.list,
    olderThan: index.olderThan,
    async put({ bucket, key, headers, now }, bytes, accept) {
      const blob = randomUUID();
      const path = join(blobs, blob);
      try {
        const { size, etag, content } = await receive(path, bytes);
        accept({ size, etag });
        const record = { bucket, key, blob, size, etag, lastModified: now, headers };
        return await replace(record, content);
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },
    async copy(source, { bucket, key, headers, now }) {
      const blob = randomUUID();
      const content = index.content(source);
      // The bytes of a name never change, so two names can share them.
      if (content === undefined) linkSync(join(blobs, source.blob), join(blobs, blob));
      return replace({ ...source, bucket, key, headers, blob, lastModified: now }, content);
    },
    async delete(record) {
      await index.remove(record);
      await rm(join(blobs, record.blob), { force: true });
    },
    read({ blob }, start, end) {
      const content = index.content({ blob });
      if (content !== undefined) return Readable.from([content.subarray(start, end + 1)]);
      // Opened at once, so that the object can be replaced while it is read.
      const fd = openSync(join(blobs, blob), 'r');
      return createReadStream('', { fd, start, end });
    },
    close: index.close,
  };
}

/** Takes a body in: a small one into memory, a larger one into the file. */
async function receive(path: string, bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('md5');
  const chunks: Uint8Array[] = [];
  let size = 0;
  let file: FileHandle | undefined;
  try {
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.length;
      chunks.push(chunk);
      if (size <= LARGEST_SMALL_BYTES) continue;
      file ??= await open(path, 'wx');
      for (const part of chunks.splice(0)) await file.writeFile(part);
    }
    await file?.sync();
  } finally {
    await file?.close();
  }
  const etag = hash.digest('hex');
  return file === undefined ? { size, etag, content: Buffer.concat(chunks) } : { size, etag };
}
