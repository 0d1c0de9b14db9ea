import { randomBytes } from 'node:crypto';
import { mediaFolders } from '../contract.ts';
import type { ResultStore } from '../tasks/ports.ts';
import type { Download } from './download.ts';
import type { MediaStore } from './media-store.ts';

/** The largest result that is copied, in bytes. */
const LARGEST_RESULT = 300 * 1024 * 1024;
const LONGEST_SECONDS = 240;
/** A provider's address often leads on to where the file is kept. */
const REDIRECTS = 3;

/**
 * Copies finished files to `results/<task id>/<random>`: the address alone lets a reader in, so it can't be guessed
 * from the task's id. A copy that is made again after a crash leaves one more file, which the bucket's lifecycle takes.
 */
export function createResultStore({
  media,
  download,
}: {
  media: MediaStore;
  download: Download;
}): ResultStore {
  return {
    async copy(taskId, source) {
      const name = `${mediaFolders.results}${taskId}/${randomBytes(16).toString('hex')}`;
      if ('key' in source) {
        const key = `${name}${endingOf(source.key)}`;
        await media.copy(source.key, key);
        return key;
      }
      if ('bytes' in source) {
        const key = `${name}${ENDINGS[source.mediaType] ?? '.mp4'}`;
        await media.put(key, source.bytes, source.mediaType);
        return key;
      }
      const headers = 'headers' in source ? { headers: source.headers } : {};
      const limits = {
        maxBytes: LARGEST_RESULT,
        timeoutSeconds: LONGEST_SECONDS,
        redirects: REDIRECTS,
        ...headers,
      };
      const file = await download(source.url, limits);
      const key = `${name}${endingOf(new URL(source.url).pathname)}`;
      await media.put(key, file.bytes, file.mediaType ?? 'video/mp4');
      return key;
    },
  };
}

const ENDINGS: Readonly<Record<string, string>> = {
  'video/webm': '.webm',
  'video/quicktime': '.mov',
};

function endingOf(path: string): string {
  return /\.[a-z0-9]{2,4}$/i.exec(path)?.[0].toLowerCase() ?? '.mp4';
}
