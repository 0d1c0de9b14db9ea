import type { KindRequest } from '../catalog/catalog.ts';
import { type FieldIssue, InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { LARGEST_UPLOAD, mediaFolders } from '../contract.ts';
import type { SentFile } from '../media/judge-sent-file.ts';

export interface CheckUploadsDependencies {
  /** Where the objects of the media bucket are read, without a slash at the end. */
  readonly mediaUrl: string;
  /** Optional; by default uploads are not looked at, as of an operator's task. */
  readonly uploads?: UploadedFiles | undefined;
}

/** The files that owners have uploaded. */
export interface UploadedFiles {
  /** In bytes; undefined if there is no such file. */
  size(key: string): Promise<number | undefined>;
  /** Nothing happens if there is none. */
  remove(key: string): Promise<void>;
  /** Counts a file as one of the owner's uploads and stores it. @throws UploadLimitError */
  add(owner: string, key: string, file: SentFile): Promise<void>;
}

/** As `uploadKey` makes them: no segment leads out of the folder, nor out of the upload's own. */
const KEY = new RegExp(`^${mediaFolders.uploads}[\\w-]+/[\\w-][\\w.-]*$`);

/**
 * A signed address can't bound a file whose length was not told, so a file that is too large is found, and removed, when
 * a request names it.
 * @throws InvalidRequestError naming the fields
 */
export async function checkUploads(
  { uploads, mediaUrl }: CheckUploadsDependencies,
  request: KindRequest,
): Promise<void> {
  if (!uploads) return;
  const named = findTexts(request, '').flatMap(({ field, text }) => {
    const key = toUploadKey(text, mediaUrl);
    return key === undefined ? [] : [{ field, key }];
  });
  const issues = await Promise.all(
    named.map(async ({ field, key }): Promise<FieldIssue[]> => {
      if (((await uploads.size(key)) ?? 0) <= LARGEST_UPLOAD) return [];
      await uploads.remove(key);
      const megabytes = LARGEST_UPLOAD / 1024 / 1024;
      const message = `names an upload of more than ${megabytes} MB, which was removed; upload a smaller file`;
      return [{ field, message }];
    }),
  );
  if (issues.flat().length > 0) throw new InvalidRequestError(issues.flat());
}

/** The key of the upload that an address leads to, however it is spelled; undefined if it leads to none. */
function toUploadKey(text: string, mediaUrl: string): string | undefined {
  const url = URL.parse(text);
  if (!url) return undefined;
  const address = `${url.origin}${decodePercents(url.pathname)}`;
  const root = `${new URL(mediaUrl).href.replace(/\/$/, '')}/`;
  const key = address.startsWith(root) ? address.slice(root.length) : '';
  return KEY.test(key) ? key : undefined;
}

function decodePercents(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function findTexts(value: unknown, path: string): { field: string; text: string }[] {
  if (typeof value === 'string') return [{ field: path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    findTexts(member, path === '' ? name : `${path}.${name}`),
  );
}
