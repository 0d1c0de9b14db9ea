import * as z from 'zod';
import { openGroupCommit } from '../group-commit.ts';

/** What is kept of an object beside its bytes. */
export interface ObjectRecord {
  bucket: string;
  key: string;
  /** Names the file that holds the bytes, or the bytes in the index. */
  blob: string;
  /** Bytes. */
  size: number;
  /** MD5 in hexadecimal digits, without quotes. */
  etag: string;
  /** Milliseconds since 1970. */
  lastModified: number;
  /** Headers that are stored and answered again: the media type, `cache-control`, `x-amz-meta-…`. */
  headers: Record<string, string>;
}

/** Where the objects of all buckets are looked up; one file, changed in transactions. */
export interface ObjectIndex {
  find(bucket: string, key: string): ObjectRecord | undefined;
  /** Names an object, whose bytes are the ones given or in a file; durable when it resolves. */
  put(record: ObjectRecord, content?: Uint8Array): Promise<void>;
  /** Removes the object, if it still has these bytes; durable when it resolves. */
  remove(record: Pick<ObjectRecord, 'bucket' | 'key' | 'blob'>): Promise<void>;
  /** The object's bytes, where they are in the index. */
  content(record: Pick<ObjectRecord, 'blob'>): Uint8Array | undefined;
  /** Objects whose key starts with `prefix` and follows `after`, in the order of the keys' UTF-8. */
  list(bucket: string, prefix: string, after: string, limit: number): ObjectRecord[];
  /** Objects under `prefix` that were written before `time` (milliseconds since 1970). */
  olderThan(bucket: string, prefix: string, time: number): ObjectRecord[];
  blobs(): Set<string>;
  close(): void;
}

const storedHeaders = z.record(z.string(), z.string());

type Row = Omit<ObjectRecord, 'headers'> & { headers: string };

const SCHEMA = `CREATE TABLE IF NOT EXISTS objects (
  bucket TEXT NOT NULL, key TEXT NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
  lastModified INTEGER NOT NULL, headers TEXT NOT NULL, PRIMARY KEY (bucket, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS contents (blob TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT`;

/** Opens or creates the index. */
export function openObjectIndex(path: string): ObjectIndex {
  const { file, write, durable, close } = openGroupCommit(path, SCHEMA);
  const find = file.prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?');
  const put = file.prepare(
    `INSERT OR REPLACE INTO objects (bucket, key, blob, size, etag, lastModified, headers)
     VALUES (:bucket, :key, :blob, :size, :etag, :lastModified, :headers)`,
  );
  const putContent = file.prepare('INSERT INTO contents (blob, bytes) VALUES (?, ?)');
  const remove = file.prepare('DELETE FROM objects WHERE bucket = ? AND key = ? AND blob = ?');
  const removeContent = file.prepare('DELETE FROM contents WHERE blob = ?');
  const content = file.prepare('SELECT bytes FROM contents WHERE blob = ?');
  const list = file.prepare(
    `SELECT * FROM objects WHERE bucket = ? AND key > ? AND key >= ? AND substr(key, 1, length(?)) = ?
     ORDER BY key LIMIT ?`,
  );
  const older = file.prepare(
    `SELECT * FROM objects
     WHERE bucket = ? AND key >= ? AND substr(key, 1, length(?)) = ? AND lastModified < ?`,
  );
  const blobs = file.prepare('SELECT blob FROM objects');

  function findRecord(bucket: string, key: string): ObjectRecord | undefined {
    const row = find.get(bucket, key);
    return row === undefined ? undefined : fromRow(row);
  }

  return {
    find: findRecord,
    async put(record, bytes) {
      write(() => {
        const previous = findRecord(record.bucket, record.key);
        if (previous !== undefined) removeContent.run(previous.blob);
        if (bytes !== undefined) putContent.run(record.blob, bytes);
        put.run({ ...record, headers: JSON.stringify(record.headers) });
      });
      await durable();
    },
    async remove({ bucket, key, blob }) {
      write(() => {
        if (Number(remove.run(bucket, key, blob).changes) > 0) removeContent.run(blob);
      });
      await durable();
    },
    content: ({ blob }) => content.get(blob)?.['bytes'] as Uint8Array | undefined,
    list: (bucket, prefix, after, limit) =>
      list.all(bucket, after, prefix, prefix, prefix, limit).map(fromRow),
    olderThan: (bucket, prefix, time) =>
      older.all(bucket, prefix, prefix, prefix, time).map(fromRow),
    blobs: () => new Set(blobs.all().map((row) => String(row['blob']))),
    close,
  };
}

function fromRow(row: Record<string, unknown>): ObjectRecord {
  const typed = row as unknown as Row;
  return { ...typed, headers: storedHeaders.parse(JSON.parse(typed.headers)) };
}
