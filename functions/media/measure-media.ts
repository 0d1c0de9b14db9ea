import { join } from 'node:path';
import { inTemporaryFolder } from './in-temporary-folder.ts';
import { measureFilm } from './measure-film.ts';
import { measurePicture } from './measure-picture.ts';
import type { KeptMedia, MediaShape } from './media-shape.ts';
import type { MediaStore } from './media-store.ts';

/** Reads how large and how long a stored picture, video or sound is. */
export function measureMedia(
  media: Pick<MediaStore, 'getFile'>,
  { key, family }: KeptMedia,
): Promise<MediaShape> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'media');
    if (!(await media.getFile(key, path))) return {};
    return family === 'image' ? measurePicture(path) : measureFilm(path);
  });
}
