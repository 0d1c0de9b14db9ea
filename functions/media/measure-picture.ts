import { imageSizeFromFile } from 'image-size/fromFile';
import type { MediaShape } from './media-shape.ts';

/** EXIF orientations that swap the sides (Exif 2.32, tag 274). */
const TURNED = [5, 6, 7, 8];

/** How large a picture is; nothing if it can't be read. */
export async function measurePicture(path: string): Promise<MediaShape> {
  try {
    const { width, height, orientation = 1 } = await imageSizeFromFile(path);
    return TURNED.includes(orientation) ? { width: height, height: width } : { width, height };
  } catch {
    return {};
  }
}
