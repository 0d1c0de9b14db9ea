import type { UploadSigner } from '../../media/create-upload.ts';
import type { S3Bucket } from './media-store.ts';

/** Signs addresses that a caller without credentials can PUT one file to (Amazon S3 API reference, SigV4 query). */
export function createUploadSigner({ client, url }: S3Bucket): UploadSigner {
  return async ({ key, mediaType, expiresInSeconds, size }) => {
    const address = new URL(`${url}/${key}`);
    address.searchParams.set('X-Amz-Expires', `${expiresInSeconds}`);
    const headers = {
      ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
      ...(size === undefined ? {} : { 'content-length': `${size}` }),
    };
    const signed = await client.sign(address, {
      method: 'PUT',
      headers,
      aws: { signQuery: true, allHeaders: true },
    });
    return signed.url;
  };
}
