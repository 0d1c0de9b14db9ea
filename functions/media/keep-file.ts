import { randomBytes } from 'node:crypto';
import { mediaFolders } from '../contract.ts';
import type { Download } from '../net/download.ts';
import { GuardedRequestError } from '../net/guarded-request-error.ts';
import { getExtension } from './create-upload.ts';
import { getFamily } from './detect-media.ts';
import { getMediaType } from './get-media-type.ts';
import type { MeasureMedia } from './media-shape.ts';
import type { MediaStore } from './media-store.ts';

/** Copies a file from a provider's address into our bucket, or says in a sentence why it can't. */
export type KeepFile = (
  url: string,
  folder: 'results' | 'speech',
) => Promise<
  | { readonly key: string; readonly mediaType: string; readonly seconds?: number }
  | { readonly refused: string }
>;

/** The largest file that is copied while a caller waits, in bytes. */
const LARGEST_FILE = 100 * 1024 * 1024;
const LONGEST_SECONDS = 12;

/** Copies to `<folder>/<random>`: the address alone lets a reader in. */
export function createKeepFile({
  media,
  download,
  measure,
}: {
  readonly media: Pick<MediaStore, 'put'>;
  readonly download: Download;
  readonly measure: MeasureMedia;
}): KeepFile {
  return async (url, folder) => {
    const limits = {
      maxBytes: LARGEST_FILE,
      timeoutSeconds: LONGEST_SECONDS,
    };
    const file = await download(url, limits).catch(refusal);
    if ('refused' in file) return file;
    const type = getMediaType(file);
    if ('refused' in type) return { refused: `The provider's file ${type.refused}.` };
    const name = `${randomBytes(16).toString('hex')}${getExtension(type.mediaType)}`;
    const key = `${mediaFolders[folder]}${name}`;
    await media.put(key, file.bytes, type.mediaType);
    const family = getFamily(type.mediaType);
    const { seconds } = await measure({ key, family, content: file.bytes });
    return { key, mediaType: type.mediaType, ...(seconds === undefined ? {} : { seconds }) };
  };
}

function refusal(error: unknown): { refused: string } {
  if (!(error instanceof GuardedRequestError)) throw error;
  return { refused: `The provider's file can't be fetched: ${error.message}` };
}
