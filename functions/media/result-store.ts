import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaFolders } from '../contract.ts';
import type { DownloadLimits, FileDownload } from '../net/download.ts';
import type { OwnFile, OwnMedia, ResultFile, ResultSource } from '../providers/operation.ts';
import { detectMedia, type MediaFamily } from './detect-media.ts';
import { measureFile } from './measure-file.ts';
import type { MediaStore } from './media-store.ts';
import type { ResultMedia } from './result-media.ts';

/** A finished file in the media bucket. */
export interface StoredResult {
  readonly key: string;
  /** Undefined if nothing is known of it. */
  readonly media: ResultMedia | undefined;
  /** Whether the poster and the preview that `media` names are still to be made. */
  readonly lacksHighlights: boolean;
}

/** Brings finished files into the media bucket. */
export interface ResultStore {
  /**
   * Copies the file. The same task again gives the same file.
   * @param usualType what it is if neither its server nor its first bytes say it; optional, defaults to `video/mp4`
   * @throws GuardedRequestError when the file is not to be had
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
/** More than any signature in `detectMedia` reads. */
const START_BYTES = 4_096;
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
}: {
  media: MediaStore;
  download: FileDownload;
}): ResultStore {
  async function storeFile(name: string, path: string, said: string | undefined, usual: string) {
    const detected = { bytes: await readStart(path), mediaType: said };
    const mediaType = getMediaType(detected) ?? usual;
    const key = `${mediaFolders.results}${name}${getExtension(mediaType)}`;
    const [measured] = await Promise.all([
      measureFile(path, getFamily(mediaType)),
      media.putFile(key, path, mediaType),
    ]);
    const keys = nameHighlights(name, getFamily(mediaType), measured);
    return {
      key,
      media: { ...measured, ...keys },
      lacksHighlights: keys.posterKey !== undefined,
    };
  }

  return {
    async copy(taskId, source, usualType = 'video/mp4') {
      const name = `${taskId}/${randomBytes(16).toString('hex')}`;
      if ('key' in source) return copyOwnFile(media, name, source, usualType);
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'result');
        if ('bytes' in source) {
          await writeFile(path, source.bytes);
          return storeFile(name, path, source.mediaType, usualType);
        }
        const { mediaType } = await download(source.url, path, limitsFor(source));
        return storeFile(name, path, mediaType, usualType);
      });
    },
  };
}

/** Copies what the renderer has made, its poster and its preview too. */
async function copyOwnFile(
  store: MediaStore,
  name: string,
  { key: from, media }: OwnFile,
  usualType: string,
): Promise<StoredResult> {
  const key = `${mediaFolders.results}${name}${endingIn(from) ?? getExtension(usualType)}`;
  const [, highlights] = await Promise.all([
    store.copy(from, key),
    media && copyHighlights(store, name, media),
  ]);
  return { key, media: media && { ...media, ...highlights }, lacksHighlights: false };
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

/** As much of the file as tells what it is. */
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

function getFamily(mediaType: string): MediaFamily {
  return mediaType.split('/')[0] as MediaFamily;
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
