import * as z from 'zod';
import { mediaUrl } from '../../catalog/fields.ts';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import { parseFields } from '../../catalog/parse-fields.ts';
import { type CreateUpload, createUpload, uploadRequest } from '../../media/create-upload.ts';
import type { TransferredMedia } from '../../media/transfer-media.ts';
import type { Route } from '../route.ts';

export interface MediaRoutes extends CreateUpload {
  /** Fetches the file in a function of its own, which may touch nothing but uploads. */
  transfer(call: { owner: string; url: string }): Promise<TransferredMedia>;
}

const transferRequest = z.object({ url: mediaUrl });

/** How a caller brings in a file: by PUT to a signed address, or from an address of its own (a2e-api 12). */
export function mediaRoutes(context: MediaRoutes): Route[] {
  const upload = (path: string): Route => ({
    method: 'POST',
    path,
    handle: ({ owner, body }) => createUpload(context, owner, parseFields(uploadRequest, body)),
  });

  return [
    upload('/api/v1/r2/upload-presigned-url'),
    upload('/api/v1/r2/get_upload_presigned_url'),
    {
      method: 'POST',
      path: '/api/v1/tos/transferToStorage',
      async handle({ owner, body }) {
        const { url } = parseFields(transferRequest, body);
        const transferred = await context.transfer({ owner, url });
        if ('url' in transferred) return transferred;
        throw new InvalidRequestError([{ field: 'url', message: transferred.refused }]);
      },
    },
  ];
}
