import type { AwsClient } from 'aws4fetch';
import type { UploadSigner } from '../../media/create-upload.ts';

/**
 * Signs addresses that a caller without credentials can PUT one file to (Amazon S3 API reference, SigV4 query).
 * @param client signs for the service `s3`
 * @param url the bucket's address for callers, without a slash at the end
 */
export function createUploadSigner(client: AwsClient, url: string): UploadSigner {
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
