import { join } from 'node:path';
import { BufferSource, FilePathSource } from 'mediabunny';
import { inTemporaryFolder } from './in-temporary-folder.ts';
import { measureFilm } from './measure-film.ts';
import { measurePicture, measurePictureFile } from './measure-picture.ts';
import type { KeptMedia, MediaShape } from './media-shape.ts';
import type { MediaStore } from './media-store.ts';

/** What is larger is read from the function's disk, in bytes. */
const LARGEST_IN_MEMORY = 8 * 1024 * 1024;

/** Reads how large and how long a stored picture, video or sound is. */
export async function measureMedia(
  media: Pick<MediaStore, 'get' | 'getFile'>,
  { key, family, bytes }: KeptMedia,
): Promise<MediaShape> {
  const isPicture = family === 'image';
  if (bytes <= LARGEST_IN_MEMORY) {
    const file = await media.get(key);
    if (!file) return {};
    return isPicture ? measurePicture(file.bytes) : measureFilm(new BufferSource(file.bytes));
  }
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'media');
    if (!(await media.getFile(key, path))) return {};
    return isPicture ? measurePictureFile(path) : measureFilm(new FilePathSource(path));
  });
}
