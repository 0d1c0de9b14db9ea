import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** What is kept of an object beside its bytes. */
export interface ObjectRecord {
  bucket: string;
  key: string;
  /** Names the file that holds the bytes. */
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
  put(record: ObjectRecord): void;
  /** Removes the object, if it still has these bytes. */
  remove(record: Pick<ObjectRecord, 'bucket' | 'key' | 'blob'>): void;
  /** Objects whose key starts with `prefix` and follows `after`, in the order of the keys' UTF-8. */
  list(bucket: string, prefix: string, after: string, limit: number): ObjectRecord[];
  /** Objects under `prefix` that were written before `time` (milliseconds since 1970). */
  olderThan(bucket: string, prefix: string, time: number): ObjectRecord[];
  blobs(): Set<string>;
  close(): void;
}

const storedHeaders = z.record(z.string(), z.string());

type Row = Omit<ObjectRecord, 'headers'> & { headers: string };

/** Opens or creates the index. What `put` has taken survives the end of the process and of the machine. */
export function openObjectIndex(path: string): ObjectIndex {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(`CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    lastModified INTEGER NOT NULL, headers TEXT NOT NULL, PRIMARY KEY (bucket, key)) STRICT, WITHOUT ROWID`);
  const find = database.prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?');
  const put = database.prepare(
    `INSERT OR REPLACE INTO objects (bucket, key, blob, size, etag, lastModified, headers)
     VALUES (:bucket, :key, :blob, :size, :etag, :lastModified, :headers)`,
  );
  const remove = database.prepare('DELETE FROM objects WHERE bucket = ? AND key = ? AND blob = ?');
  const list = database.prepare(
    `SELECT * FROM objects WHERE bucket = ? AND key > ? AND key >= ? AND substr(key, 1, length(?)) = ?
     ORDER BY key LIMIT ?`,
  );
  const older = database.prepare(
    `SELECT * FROM objects
     WHERE bucket = ? AND key >= ? AND substr(key, 1, length(?)) = ? AND lastModified < ?`,
  );
  const blobs = database.prepare('SELECT blob FROM objects');

  return {
    find(bucket, key) {
      const row = find.get(bucket, key);
      return row === undefined ? undefined : fromRow(row);
    },
    put: (record) => void put.run({ ...record, headers: JSON.stringify(record.headers) }),
    remove: ({ bucket, key, blob }) => void remove.run(bucket, key, blob),
    list: (bucket, prefix, after, limit) =>
      list.all(bucket, after, prefix, prefix, prefix, limit).map(fromRow),
    olderThan: (bucket, prefix, time) =>
      older.all(bucket, prefix, prefix, prefix, time).map(fromRow),
    blobs: () => new Set(blobs.all().map((row) => String(row['blob']))),
    close: () => database.close(),
  };
}

function fromRow(row: Record<string, unknown>): ObjectRecord {
  const typed = row as unknown as Row;
  return { ...typed, headers: storedHeaders.parse(JSON.parse(typed.headers)) };
}
