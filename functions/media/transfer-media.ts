import type { Download } from '../net/download.ts';
import { GuardedRequestError } from '../net/guarded-request-error.ts';
import { uploadKey } from './create-upload.ts';
import { getMediaType } from './get-media-type.ts';
import type { MediaStore } from './media-store.ts';

/** The largest file that is copied, in bytes. */
const LARGEST_FILE = 100 * 1024 * 1024;
const LONGEST_SECONDS = 20;

export interface TransferMediaDependencies {
  readonly download: Download;
  readonly media: MediaStore;
  readonly mediaUrl: string;
}

/** What came of it: the stable address, or why there is none. */
export type TransferredMedia = { readonly url: string } | { readonly refused: string };

/** Copies a file from an address that a caller gave into our bucket (a2e-api 12, `tos/transferToStorage`). */
export async function transferMedia(
  { download, media, mediaUrl }: TransferMediaDependencies,
  { url }: { url: string },
): Promise<TransferredMedia> {
  const limits = { maxBytes: LARGEST_FILE, timeoutSeconds: LONGEST_SECONDS };
  const file = await download(url, limits).catch(refusal);
  if ('refused' in file) return file;
  const type = getMediaType(file);
  if ('refused' in type) return type;
  const key = uploadKey(new URL(url).pathname);
  await media.put(key, file.bytes, type.mediaType);
  return { url: `${mediaUrl}/${key}` };
}

function refusal(error: unknown): { refused: string } {
  if (error instanceof GuardedRequestError)
    return { refused: `can't be fetched: ${error.message}` };
  throw error;
}
