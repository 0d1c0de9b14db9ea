import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { kinds, type TaskKind } from '../catalog/catalog.ts';
import type { FieldIssue } from '../catalog/invalid-request-error.ts';
import { isRecord } from '../catalog/kind-request.ts';
import { findMediaFields } from '../catalog/media-fields.ts';
import { mediaFolders } from '../contract.ts';
import { getExtension } from '../media/create-upload.ts';
import { judgeSentFile, type SentFile } from '../media/judge-sent-file.ts';
import type { UploadedFiles } from './check-uploads.ts';

/** A request whose `data:` URLs have become addresses. */
export interface TakenFiles {
  readonly body: unknown;
  /** What has to be stored before anyone reads these addresses, by key in the media bucket. */
  readonly files: ReadonlyMap<string, SentFile>;
  /** Of the files that can't be taken. */
  readonly issues: readonly FieldIssue[];
}

export interface TakeSentFilesCall {
  readonly kind: TaskKind;
  readonly body: unknown;
  /** Names the folder: the same one gives the same addresses. Optional; random by default. */
  readonly secret?: string | undefined;
}

/**
 * Takes the files out of a request: in its fields of media, each `data:` URL becomes the address of an upload that is
 * called by the file's SHA-256, in a folder that nobody can guess. Stores nothing.
 */
export function takeSentFiles(
  mediaUrl: string,
  { kind, body, secret = randomBytes(16).toString('hex') }: TakeSentFilesCall,
): TakenFiles {
  const folder = `${mediaFolders.uploads}${hash(secret).slice(0, 32)}`;
  const files = new Map<string, SentFile>();
  const issues: FieldIssue[] = [];
  const take = (value: unknown, field: string): unknown => {
    if (typeof value !== 'string' || !/^data:/i.test(value)) return value;
    const file = judgeSentFile(value);
    if ('refused' in file) {
      issues.push({ field, message: file.refused });
      return `${mediaUrl}/`;
    }
    const key = `${folder}/${hash(file.bytes)}${getExtension(file.mediaType)}`;
    files.set(key, file);
    return `${mediaUrl}/${key}`;
  };
  return { body: mapMedia(kind, body, take), files, issues };
}

/** Stores the files of a request as uploads of its owner. @throws UploadLimitError */
export async function storeSentFiles(
  uploads: Pick<UploadedFiles, 'add'> | undefined,
  owner: string,
  { files }: TakenFiles,
): Promise<void> {
  await Promise.all([...files].map(([key, file]) => uploads?.add(owner, key, file)));
}

/** Maps the values of the fields of media, by whatever name the body calls them. */
function mapMedia(
  kind: TaskKind,
  body: unknown,
  map: (value: unknown, field: string) => unknown,
): unknown {
  const { request } = kinds[kind];
  // The first half of the pipe gives fields their right names, and leaves values as they are.
  const named = request instanceof z.ZodPipe ? z.safeParse(request.in, body).data : undefined;
  if (!isRecord(body) || !isRecord(named)) return body;
  const media = findMediaFields(request).map((field) => named[field]);
  const members = Object.entries(body).map(([name, value]) => {
    if (!media.includes(value)) return [name, value];
    if (!Array.isArray(value)) return [name, map(value, name)];
    return [name, value.map((one, index) => map(one, `${name}.${index}`))];
  });
  return Object.fromEntries(members);
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
