import * as z from 'zod';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescription, OperationDescriptions } from '../operation-description.ts';

const upload = z.object({
  uploadUrl: z.string().describe('Where to PUT the file, without an `Authorization` header.'),
  cdnUrl: z.string().describe('Where it is read afterwards.'),
  key: z.string(),
  bucket: z.string(),
  expiresIn: z.int().describe('Seconds until `uploadUrl` ends.'),
  contentType: z.string().describe('What the PUT must say its `Content-Type` is.'),
});
const key = 'uploads/local/8f0cbb7e0f0b4d1d9a3d3f6f4f1f2a3b/photo.jpg';

const presign: OperationDescription = {
  tag: 'Media',
  summary: 'Get an address to upload to',
  description: 'Then PUT the file there, and use `cdnUrl` in a request.',
  data: outputSchema(upload),
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

export const mediaOperations: OperationDescriptions = {
  'POST /api/v1/r2/upload-presigned-url': presign,
  'POST /api/v1/r2/get_upload_presigned_url': {
    ...presign,
    summary: 'Get an address to upload to, under its older name',
  },
  'POST /api/v1/tos/transferToStorage': {
    tag: 'Media',
    summary: 'Copy a file to a stable address',
    description: 'For sources that are slow, redirect or come and go.',
    data: outputSchema(z.object({ url: z.string().describe('Where the copy is read.') })),
    bodyExample: { url: 'https://example.com/photo.jpg' },
    example: { url: `https://media.example.com/${key}` },
  },
};
