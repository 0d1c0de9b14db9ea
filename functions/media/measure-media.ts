import { join } from 'node:path';
import { BufferSource, FilePathSource } from 'mediabunny';
import { inTemporaryFolder } from './in-temporary-folder.ts';
import { measureFilm } from './measure-film.ts';
import { measurePicture, measurePictureFile } from './measure-picture.ts';
import type { KeptMedia, MediaShape } from './media-shape.ts';
import type { MediaStore } from './media-store.ts';

/** Reads how large and how long a stored picture, video or sound is. */
export async function measureMedia(
  media: Pick<MediaStore, 'getFile'>,
  { key, family, content }: KeptMedia,
): Promise<MediaShape> {
  const isPicture = family === 'image';
  if (content) return isPicture ? measurePicture(content) : measureFilm(new BufferSource(content));
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'media');
    if (!(await media.getFile(key, path))) return {};
    return isPicture ? measurePictureFile(path) : measureFilm(new FilePathSource(path));
  });
}
