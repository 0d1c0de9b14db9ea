import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AwsClient } from 'aws4fetch';
import type { MediaStore } from '../../media/media-store.ts';
import type { SignRequest } from '../sign-request.ts';
import { CACHE_CONTROL, putFile } from './put-file.ts';
import { S3Error } from './s3-error.ts';

/** How our own requests to S3 are signed and where they go. */
export interface S3Bucket {
  /** Signs for the service `s3`. */
  readonly client: AwsClient;
  /** Signs what is read from a file as it is sent. */
  readonly sign: SignRequest;
  /** The bucket's own address, without a slash at the end. */
  readonly url: string;
  readonly name: string;
}

/** The media bucket on S3, over its REST interface (Amazon S3 API reference). */
export function createS3MediaStore({ client, sign, url, name }: S3Bucket): MediaStore {
  return {
    async put(key, bytes, mediaType) {
      const headers = {
        'content-type': mediaType,
        'content-length': `${bytes.byteLength}`,
        'cache-control': CACHE_CONTROL,
      };
      const body = new Uint8Array(bytes);
      await expectSuccess(
        await client.fetch(`${url}/${key}`, { method: 'PUT', headers, body }),
        key,
      );
    },

    putFile: (key, path, mediaType) => putFile(sign, `${url}/${key}`, path, mediaType),

    async get(key) {
      const response = await client.fetch(`${url}/${key}`);
      if (isAbsent(response)) return undefined;
      await expectSuccess(response, key);
      return {
        bytes: new Uint8Array(await response.arrayBuffer()),
        mediaType: response.headers.get('content-type') ?? 'application/octet-stream',
      };
    },

    async getFile(key, path) {
      const response = await client.fetch(`${url}/${key}`);
      if (isAbsent(response)) return false;
      await expectSuccess(response, key);
      if (!response.body) throw new Error(`S3 answered nothing for ${key}`);
      await pipeline(Readable.fromWeb(response.body), createWriteStream(path));
      return true;
    },

    async copy(fromKey, toKey) {
      const headers = { 'x-amz-copy-source': `/${name}/${fromKey}` };
      const response = await client.fetch(`${url}/${toKey}`, { method: 'PUT', headers });
      await expectSuccess(response, fromKey);
      const answer = await response.text();
      if (answer.includes('<Error>')) throw new Error(`S3 could not copy ${fromKey}: ${answer}`);
    },

    async remove(key) {
      await expectSuccess(await client.fetch(`${url}/${key}`, { method: 'DELETE' }), key);
    },

    async size(key) {
      const response = await client.fetch(`${url}/${key}`, { method: 'HEAD' });
      if (isAbsent(response)) return undefined;
      await expectSuccess(response, key);
      return Number(response.headers.get('content-length'));
    },
  };
}

/** Who may not list the bucket is answered 403 about an object that does not exist (S3 API Reference, GetObject). */
function isAbsent({ status }: Response): boolean {
  return status === 404 || status === 403;
}

async function expectSuccess(response: Response, key: string): Promise<void> {
  if (response.ok) return;
  throw new S3Error(response.status, `for ${key}`, await response.text());
}
