import { getData } from '../../client/get-data.ts';
import { api } from './client.ts';

/** The largest file that is uploaded from here, in bytes; the API has its own limit. */
const LARGEST = 200_000_000;

/**
 * Puts a file where the service can read it, and answers its address.
 * @param onProgress told how much is there, from 0 to 1
 * @throws Error in words when the file is too large or the storage refuses it; ApiFailure.
 */
export async function upload(file: File, onProgress: (share: number) => void): Promise<string> {
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than 200 MB.`);
  const contentType = file.type || 'application/octet-stream';
  const { uploadUrl, cdnUrl } = await getData(
    api.POST('/api/v1/r2/upload-presigned-url', {
      body: { key: safeName(file.name), contentType, fileSize: file.size },
    }),
  );
  // With XMLHttpRequest, because fetch does not tell how much was sent.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const refuse = (words: string) => reject(new Error(`${file.name} ${words}.`));
    request.open('PUT', uploadUrl);
    request.setRequestHeader('content-type', contentType);
    request.upload.onprogress = (event) => onProgress(event.loaded / file.size);
    request.onload = () =>
      request.status < 300 ? resolve(cdnUrl) : refuse(`was refused with ${request.status}`);
    request.onerror = () => refuse('could not be sent to the storage');
    request.send(file);
  });
}

const safeName = (name: string) => name.normalize('NFKD').replaceAll(/[^\w.-]+/g, '-') || 'file';
