import * as z from 'zod';
import { type CountUploadDependencies, countUpload } from '../../accounts/count-upload.ts';
import { mediaUrl, withoutNulls } from '../../catalog/fields.ts';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import {
  type CreateUploadDependencies,
  createUpload,
  uploadRequest,
} from '../../media/create-upload.ts';
import type { TransferredMedia } from '../../media/transfer-media.ts';
import { type ApiOperation, type OperationDescription, operation } from '../operation.ts';

export interface MediaOperations extends CreateUploadDependencies, CountUploadDependencies {
  /** Fetches the file in a separate function, which may touch nothing but uploads. */
  transfer(call: { url: string }): Promise<TransferredMedia>;
}

const transferRequest = z.preprocess(withoutNulls, z.object({ url: mediaUrl }));

const uploadAnswer = z.object({
  uploadUrl: z.string().describe('PUT the file here, without an `Authorization` header.'),
  cdnUrl: z.string().describe('Where the file is read afterwards.'),
  key: z.string(),
  bucket: z.string(),
  expiresIn: z.int().describe('Seconds until `uploadUrl` expires.'),
  contentType: z
    .string()
    .describe('The `Content-Type` of the PUT; any is taken if none was asked for.'),
});
const key = 'uploads/8f0cbb7e0f0b4d1d9a3d3f6f4f1f2a3b/photo.jpg';

const getUploadUrl: OperationDescription = {
  tag: 'Uploads',
  title: 'Get an upload URL',
  description:
    'Then PUT the file there, and use `cdnUrl` in a request. At most 100 MB: with `fileSize` the PUT of a file of another size is rejected; without, a larger file is rejected, and removed, by the request that uses it.',
  bodyExample: { key: 'photo.jpg', contentType: 'image/jpeg' },
  example: {
    uploadUrl: `https://bucket.s3.us-east-1.amazonaws.com/${key}?X-Amz-Signature=…`,
    cdnUrl: `https://media.example.com/${key}`,
    key,
    bucket: 'bucket',
    expiresIn: 3600,
    contentType: 'image/jpeg',
  },
};

/** How a caller brings in a file: by PUT to a signed address, or from its own address (a2e-api 12). */
export const mediaOperations: readonly ApiOperation<MediaOperations>[] = [
  upload({
    path: '/api/v1/r2/upload-presigned-url',
    describe: { ...getUploadUrl, agent: 'get_upload_url' },
  }),
  upload({
    path: '/api/v1/r2/get_upload_presigned_url',
    describe: { ...getUploadUrl, title: 'Get an upload URL (older path)' },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/tos/transferToStorage',
    isSlow: true,
    body: transferRequest,
    answer: z.object({ url: z.string().describe('Where the copy is read.') }),
    describe: {
      tag: 'Uploads',
      title: 'Copy a file to a stable URL',
      description: 'For sources that are slow, redirect or expire.',
      bodyExample: { url: 'https://example.com/photo.jpg' },
      example: { url: `https://media.example.com/${key}` },
      agent: 'copy_file',
    },
    async handle(context: MediaOperations, { owner, body: { url } }) {
      await countUpload(context, owner);
      const transferred = await context.transfer({ url });
      if ('url' in transferred) return transferred;
      throw new InvalidRequestError([{ field: 'url', message: transferred.refused }]);
    },
  }),
];

function upload({
  path,
  describe,
}: Pick<ApiOperation<MediaOperations>, 'path' | 'describe'>): ApiOperation<MediaOperations> {
  return operation({
    method: 'POST',
    path,
    body: uploadRequest,
    answer: uploadAnswer,
    describe,
    async handle(context: MediaOperations, { owner, body }) {
      await countUpload(context, owner);
      return createUpload(context, body);
    },
  });
}
