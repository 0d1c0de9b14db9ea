import { AwsClient } from 'aws4fetch';
import { expect, it } from 'vitest';
import { createUploadSigner } from '../../../../../functions/aws/s3/sign-upload.ts';

const client = new AwsClient({ accessKeyId: 'id', secretAccessKey: 'secret', service: 's3' });
const sign = createUploadSigner(client, 'https://bucket.s3.us-east-1.amazonaws.com');

it.each([
  [{}, 'host'],
  [{ size: 7 }, 'content-length;host'],
  [{ mediaType: 'image/png' }, 'content-type;host'],
  [{ mediaType: 'image/png', size: 7 }, 'content-length;content-type;host'],
])('of %j the signature covers %s, which S3 compares with the PUT', async (wanted, headers) => {
  const url = new URL(await sign({ key: 'uploads/1/a.png', expiresInSeconds: 60, ...wanted }));
  expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe(headers);
  expect(url.searchParams.get('X-Amz-Expires')).toBe('60');
});
