import { imageSize } from 'image-size';
import { imageSizeFromFile } from 'image-size/fromFile';
import type { MediaShape } from './media-shape.ts';

/** EXIF orientations that swap the sides (Exif 2.32, tag 274). */
const TURNED = [5, 6, 7, 8];

/** How large a picture is; nothing if it can't be read. */
export function measurePicture(bytes: Uint8Array): Promise<MediaShape> {
  return measure(async () => imageSize(bytes));
}

/** The same of a file that need not fit into memory. */
export function measurePictureFile(path: string): Promise<MediaShape> {
  return measure(() => imageSizeFromFile(path));
}

async function measure(read: () => Promise<ReturnType<typeof imageSize>>): Promise<MediaShape> {
  try {
    const { width, height, orientation = 1 } = await read();
    return TURNED.includes(orientation) ? { width: height, height: width } : { width, height };
  } catch {
    return {};
  }
}
