import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { MediaStore } from '../../media/media-store.ts';
import type { SignRequest } from '../sign-request.ts';
import { hasSucceeded, type ObjectRequest, readSuccess, requestObject } from './request-object.ts';
import { S3Error } from './s3-error.ts';

/** How our own requests to S3 are signed and where they go. */
export interface S3Bucket {
  /** Signs for the service `s3`. */
  readonly sign: SignRequest;
  /** The bucket's own address, without a slash at the end. */
  readonly url: string;
  readonly name: string;
}

/** How long the distribution and readers may keep a file: a deleted one is served for an hour more at most. */
const CACHE_CONTROL = 'public, max-age=3600';

/** The media bucket on S3, over its REST interface (Amazon S3 API reference). */
export function createS3MediaStore({ sign, url, name }: S3Bucket): MediaStore {
  function send(key: string, request: Omit<ObjectRequest, 'address'>): Promise<IncomingMessage> {
    return requestObject(sign, { ...request, address: `${url}/${key}` });
  }

  async function put(key: string, body: ObjectRequest['body'] & {}, mediaType: string) {
    const headers = { 'content-type': mediaType, 'cache-control': CACHE_CONTROL };
    await readSuccess(await send(key, { method: 'PUT', headers, body }), key);
  }

  async function open(key: string): Promise<IncomingMessage | undefined> {
    const answer = await send(key, { method: 'GET' });
    if (hasSucceeded(answer)) return answer;
    if (!isAbsent(answer)) await readSuccess(answer, key);
    answer.resume();
    return undefined;
  }

  return {
    put,

    async putFile(key, path, mediaType) {
      const { size } = await stat(path);
      await put(key, { path, size }, mediaType);
    },

    async get(key) {
      const answer = await open(key);
      return (
        answer && {
          bytes: await buffer(answer),
          mediaType: answer.headers['content-type'] ?? 'application/octet-stream',
        }
      );
    },

    async getFile(key, path) {
      const answer = await open(key);
      if (answer) await pipeline(answer, createWriteStream(path));
      return answer !== undefined;
    },

    async copy(fromKey, toKey) {
      const headers = { 'x-amz-copy-source': `/${name}/${fromKey}` };
      const answer = await readSuccess(await send(toKey, { method: 'PUT', headers }), fromKey);
      if (answer.includes('<Error>')) throw new Error(`S3 could not copy ${fromKey}: ${answer}`);
    },

    async remove(key) {
      await readSuccess(await send(key, { method: 'DELETE' }), key);
    },

    async size(key) {
      const answer = await send(key, { method: 'HEAD' });
      answer.resume();
      if (isAbsent(answer)) return undefined;
      if (!hasSucceeded(answer)) throw new S3Error(answer.statusCode ?? 0, `for ${key}`, '');
      return Number(answer.headers['content-length']);
    },
  };
}

/** Who may not list the bucket is answered 403 about an object that does not exist (S3 API Reference, GetObject). */
function isAbsent({ statusCode }: IncomingMessage): boolean {
  return statusCode === 404 || statusCode === 403;
}
