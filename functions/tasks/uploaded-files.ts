import { type CountUploadDependencies, countUpload } from '../accounts/count-upload.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { UploadedFiles } from './check-uploads.ts';

/** The uploads in the media bucket, those sent inside requests counted as all others are. */
export function createUploadedFiles(
  media: Pick<MediaStore, 'size' | 'remove' | 'put'>,
  counted: CountUploadDependencies,
): UploadedFiles {
  return {
    size: (key) => media.size(key),
    remove: (key) => media.remove(key),
    async add(owner, key, { bytes, mediaType }) {
      await countUpload(counted, owner);
      await media.put(key, bytes, mediaType);
    },
  };
}
