import type { Api } from './create-api.ts';
import { getData } from './get-data.ts';
import type { FileInput } from './kinds.ts';

export interface UploadFileDependencies {
  readonly api: Api;
  fetch(request: Request): Promise<Response>;
}

export interface UploadOptions {
  /** Optional; defaults to a `File`'s own name, or `file`. */
  readonly name?: string;
  /** Optional; defaults to a `Blob`'s own type. The service looks at the bytes in any case. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/**
 * Puts a file where the service reads it.
 * @returns its address
 * @throws ApiFailure for a file that is too large; Error where the storage refuses it.
 */
export async function uploadFile(
  { api, fetch }: UploadFileDependencies,
  file: FileInput,
  options: UploadOptions = {},
): Promise<string> {
  const blob = file instanceof Blob ? file : new Blob([file]);
  const contentType = options.contentType || blob.type;
  const name = options.name ?? ('name' in file ? String(file.name) : 'file');
  const signal = options.signal ? { signal: options.signal } : {};
  const { uploadUrl, cdnUrl } = await getData(
    api.POST('/api/v1/r2/upload-presigned-url', {
      body: { key: safeName(name), fileSize: blob.size, ...(contentType ? { contentType } : {}) },
      ...signal,
    }),
  );
  const headers = contentType ? { 'content-type': contentType } : {};
  const put = new Request(uploadUrl, { method: 'PUT', headers, body: blob, ...signal });
  const { ok, status } = await fetch(put);
  if (!ok) throw new Error(`The storage refused ${name} with ${status}.`);
  return cdnUrl;
}

const safeName = (name: string) => name.normalize('NFKD').replaceAll(/[^\w.-]+/g, '-') || 'file';
