import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { mediaFolders } from '../contract.ts';
import type { DownloadLimits, FileDownload } from '../net/download.ts';
import { GuardedRequestError } from '../net/guarded-request-error.ts';
import type { OwnMedia, ResultFile, ResultSource } from '../providers/operation.ts';
import { getFamily, type MediaFamily } from './detect-media.ts';
import { type FoundFile, fileInMemory, fileOnDisk } from './found-file.ts';
import { inTemporaryFolder } from './in-temporary-folder.ts';
import { judgeResult } from './judge-result.ts';
import type { MeasureMedia } from './media-shape.ts';
import type { MediaStore } from './media-store.ts';
import { readDataUrl } from './read-data-url.ts';
import type { ResultMedia } from './result-media.ts';
import { UnusableResultError } from './unusable-result-error.ts';

/** A finished file in the media bucket. */
export interface StoredResult {
  readonly key: string;
  readonly media: ResultMedia;
  /** Whether the poster and the preview that `media` names are still to be made. */
  readonly lacksHighlights: boolean;
}

/** Brings finished files into the media bucket. */
export interface ResultStore {
  /**
   * Copies the file. The same task again gives the same file.
   * @param usualType of such a result: what is of another family is refused; optional, defaults to `video/mp4`
   * @throws UnusableResultError when the file is not to be had, or is something else
   */
  copy(
    taskId: string,
    source: ResultSource | ResultFile,
    usualType?: string,
  ): Promise<StoredResult>;
}

/** The largest result that is copied, in bytes. */
const LARGEST_RESULT = 300 * 1024 * 1024;
const LONGEST_SECONDS = 240;
/** On a smaller picture there is nothing to see; shorter side, in pixels. */
const SMALLEST_SHOWN = 64;

/**
 * Copies finished files to `results/<task id>/<random>`, and their posters and previews to `previews/` under the same
 * name: the address alone lets a reader in, so it can't be guessed from the task's id. A copy that is made again after a
 * crash leaves one more file, which the bucket's lifecycle takes.
 */
export function createResultStore({
  media,
  download,
  measure,
}: {
  readonly media: MediaStore;
  readonly download: FileDownload;
  readonly measure: MeasureMedia;
}): ResultStore {
  async function storeFile(name: string, file: FoundFile, said: string | undefined, usual: string) {
    const mediaType = judgeResult(await file.readStart(), said, usual);
    const key = `${mediaFolders.results}${name}${getExtension(mediaType)}`;
    const family = getFamily(mediaType);
    const [digest] = await Promise.all([file.digest(), file.put(key, mediaType)]);
    const shape = await measure({ key, family, content: file.content });
    const keys = nameHighlights(name, family, shape);
    return {
      key,
      media: { ...shape, ...digest, ...keys },
      lacksHighlights: keys.posterKey !== undefined,
    };
  }

  return {
    async copy(taskId, source, usualType = 'video/mp4') {
      const name = `${taskId}/${randomBytes(16).toString('hex')}`;
      if ('key' in source && source.media) {
        return copyOwnFile(media, name, source.key, source.media, usualType);
      }
      const given = findBytes(source);
      if (given) {
        return storeFile(name, fileInMemory(media, given.bytes), given.mediaType, usualType);
      }
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'result');
        if ('url' in source) {
          const { mediaType } = await download(source.url, path, limitsFor(source)).catch(refuse);
          return storeFile(name, await fileOnDisk(media, path), mediaType, usualType);
        }
        if ('key' in source && (await media.getFile(source.key, path))) {
          return storeFile(name, await fileOnDisk(media, path), undefined, usualType);
        }
        throw new Error(`There is no file ${JSON.stringify(source)}.`);
      });
    },
  };
}

/** The content of a file that is in the answer itself. */
function findBytes(source: ResultSource | ResultFile) {
  if ('bytes' in source) return source;
  if (!('url' in source && source.url.startsWith('data:'))) return undefined;
  return readDataUrl(source.url) ?? { bytes: new Uint8Array(), mediaType: undefined };
}

/** Copies what the renderer has made, its poster and its preview too. */
async function copyOwnFile(
  store: MediaStore,
  name: string,
  from: string,
  media: OwnMedia,
  usualType: string,
): Promise<StoredResult> {
  const key = `${mediaFolders.results}${name}${endingIn(from) ?? getExtension(usualType)}`;
  const [, highlights] = await Promise.all([
    store.copy(from, key),
    copyHighlights(store, name, media),
  ]);
  return { key, media: { ...media, ...highlights }, lacksHighlights: false };
}

async function copyHighlights(store: MediaStore, name: string, from: OwnMedia) {
  const to = { posterKey: getPosterKey(name), previewKey: getPreviewKey(name) };
  await Promise.all([
    store.copy(from.posterKey, to.posterKey),
    store.copy(from.previewKey, to.previewKey),
  ]);
  return to;
}

const getPosterKey = (name: string) => `${mediaFolders.previews}${name}.jpg`;
const getPreviewKey = (name: string) => `${mediaFolders.previews}${name}.mp4`;

/** Where the poster of a picture and the highlights of a video will be. */
function nameHighlights(
  name: string,
  family: MediaFamily,
  { width = 0, height = 0 }: Pick<ResultMedia, 'width' | 'height'>,
): Pick<ResultMedia, 'posterKey' | 'previewKey'> {
  if (Math.min(width, height) < SMALLEST_SHOWN) return {};
  const posterKey = getPosterKey(name);
  return family === 'image' ? { posterKey } : { posterKey, previewKey: getPreviewKey(name) };
}

/** What of a download's errors is the link's fault. */
function refuse(error: unknown): never {
  if (!(error instanceof GuardedRequestError)) throw error;
  throw new UnusableResultError(getProblem(error), error.message, error);
}

const PASSING: readonly string[] = ['dns', 'connect', 'timeout', 'http_5xx'];
/** Request Timeout, Too Early, Too Many Requests (RFC 9110, 8470, 6585). */
const PASSING_STATUSES: readonly number[] = [408, 425, 429];

function getProblem({ category, status = 0 }: GuardedRequestError): UnusableResultError['problem'] {
  if (PASSING.includes(category) || PASSING_STATUSES.includes(status)) return 'delayed';
  return category === 'too_large' ? 'invalid' : 'unreachable';
}

function limitsFor({ headers }: Pick<DownloadLimits, 'headers'> & { readonly url: string }) {
  const limits = { maxBytes: LARGEST_RESULT, timeoutSeconds: LONGEST_SECONDS };
  return headers ? { ...limits, headers } : limits;
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
