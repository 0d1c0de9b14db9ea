import { readFile, writeFile } from 'node:fs/promises';
import type { MediaStore, StoredMedia } from '../../../../../functions/media/media-store.ts';

/** The media bucket as a map; `files` is open to tests. */
export function createMemoryMediaStore(): MediaStore & {
  readonly files: Map<string, StoredMedia>;
} {
  const files = new Map<string, StoredMedia>();
  return {
    files,
    async remove(key) {
      files.delete(key);
    },
    async put(key, bytes, mediaType) {
      files.set(key, { bytes, mediaType });
    },
    async putFile(key, path, mediaType) {
      files.set(key, { bytes: await readFile(path), mediaType });
    },
    async get(key) {
      return files.get(key);
    },
    async getFile(key, path) {
      const file = files.get(key);
      if (file) await writeFile(path, file.bytes);
      return file !== undefined;
    },
    async copy(fromKey, toKey) {
      const file = files.get(fromKey);
      if (!file) throw new Error(`no such file: ${fromKey}`);
      files.set(toKey, file);
    },
    async size(key) {
      return files.get(key)?.bytes.length;
    },
  };
}
