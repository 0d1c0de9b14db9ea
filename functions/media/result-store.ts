import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaFolders } from '../contract.ts';
import type { DownloadLimits, FileDownload } from '../net/download.ts';
import type { ResultFile, ResultSource } from '../providers/operation.ts';
import { detectMedia } from './detect-media.ts';
import type { MediaStore } from './media-store.ts';

/** Brings finished files into the media bucket. */
export interface ResultStore {
  /**
   * Copies the file and answers its key. The same task again gives the same file.
   * @param usualType what it is if neither its server nor its first bytes say it; optional, defaults to `video/mp4`
   * @throws GuardedRequestError when the file is not to be had
   */
  copy(taskId: string, source: ResultSource | ResultFile, usualType?: string): Promise<string>;
}

/** The largest result that is copied, in bytes. */
const LARGEST_RESULT = 300 * 1024 * 1024;
const LONGEST_SECONDS = 240;
/** More than any signature in `detectMedia` reads. */
const START_BYTES = 4_096;

/**
 * Copies finished files to `results/<task id>/<random>`: the address alone lets a reader in, so it can't be guessed
 * from the task's id. A copy that is made again after a crash leaves one more file, which the bucket's lifecycle takes.
 */
export function createResultStore({
  media,
  download,
}: {
  media: MediaStore;
  download: FileDownload;
}): ResultStore {
  return {
    async copy(taskId, source, usualType = 'video/mp4') {
      const name = `${mediaFolders.results}${taskId}/${randomBytes(16).toString('hex')}`;
      if ('key' in source) {
        const key = `${name}${endingIn(source.key) ?? getExtension(usualType)}`;
        await media.copy(source.key, key);
        return key;
      }
      if ('bytes' in source) {
        const mediaType = getMediaType(source) ?? usualType;
        const key = `${name}${getExtension(mediaType)}`;
        await media.put(key, source.bytes, mediaType);
        return key;
      }
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'result');
        const { mediaType: said } = await download(source.url, path, limitsFor(source));
        const start = { bytes: await readStart(path), mediaType: said };
        const mediaType = getMediaType(start) ?? usualType;
        const key = `${name}${getExtension(mediaType)}`;
        await media.putFile(key, path, mediaType);
        return key;
      });
    },
  };
}

/** On the function's disk, because in memory the largest result would not fit. */
async function inTemporaryFolder<Result>(
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'reelhook-result-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function limitsFor({ headers }: Pick<DownloadLimits, 'headers'> & { readonly url: string }) {
  const limits = { maxBytes: LARGEST_RESULT, timeoutSeconds: LONGEST_SECONDS };
  return headers ? { ...limits, headers } : limits;
}

/** As much of the file as shows what it is. */
async function readStart(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

/** What the file is said to be, where that is a sort of media that is safe to show; else what its first bytes say. */
function getMediaType({
  bytes,
  mediaType = '',
}: {
  bytes: Uint8Array;
  mediaType?: string | undefined;
}): string | undefined {
  const [said = ''] = mediaType.toLowerCase().split(';');
  const isMedia = /^(image|video|audio)\/[\w.+-]+$/.test(said.trim()) && !said.includes('svg');
  return isMedia ? said.trim() : detectMedia(bytes)?.mediaType;
}

/** Of the types that are not called like their ending. */
const ENDINGS: Readonly<Record<string, string>> = {
  'video/quicktime': '.mov',
  'video/x-msvideo': '.avi',
  'image/jpeg': '.jpg',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/x-wav': '.wav',
};

function getExtension(mediaType: string): string {
  const called = mediaType.split('/')[1]?.replace(/[^a-z0-9]/g, '') ?? '';
  return ENDINGS[mediaType] ?? `.${called}`;
}

function endingIn(path: string): string | undefined {
  return /\.[a-z0-9]{2,4}$/i.exec(path)?.[0].toLowerCase();
}
