import * as z from 'zod';
import { mediaUrl, withoutNulls } from '../../catalog/fields.ts';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import {
  type CreateUploadDependencies,
  createUpload,
  uploadRequest,
} from '../../media/create-upload.ts';
import type { TransferredMedia } from '../../media/transfer-media.ts';
import { type Route, route } from '../route.ts';

export interface MediaRoutes extends CreateUploadDependencies {
  /** Fetches the file in a function of its own, which may touch nothing but uploads. */
  transfer(call: { owner: string; url: string }): Promise<TransferredMedia>;
}

const transferRequest = z.preprocess(withoutNulls, z.object({ url: mediaUrl }));

/** How a caller brings in a file: by PUT to a signed address, or from an address of its own (a2e-api 12). */
export const mediaRoutes: readonly Route<MediaRoutes>[] = [
  upload('/api/v1/r2/upload-presigned-url'),
  upload('/api/v1/r2/get_upload_presigned_url'),
  route({
    method: 'POST',
    path: '/api/v1/tos/transferToStorage',
    body: transferRequest,
    async handle({ transfer }: MediaRoutes, { owner, body: { url } }) {
      const transferred = await transfer({ owner, url });
      if ('url' in transferred) return transferred;
      throw new InvalidRequestError([{ field: 'url', message: transferred.refused }]);
    },
  }),
];

function upload(path: string): Route<MediaRoutes> {
  return route({
    method: 'POST',
    path,
    body: uploadRequest,
    handle: (context: MediaRoutes, { owner, body }) => createUpload(context, owner, body),
  });
}
