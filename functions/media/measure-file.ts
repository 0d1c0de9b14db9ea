import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { MediaFamily } from './detect-media.ts';
import type { MeasuredFilm } from './measure-film.ts';

/** What a file is, by its content. */
export interface MeasuredFile extends MeasuredFilm {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** Measures a picture, a video or a sound. A file that can't be measured has no such facts; it can still be kept. */
export async function measureFile(path: string, family: MediaFamily): Promise<MeasuredFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const { size: bytes } = await stat(path);
  const shape = family === 'image' ? await measurePicture(path) : await measurePlaying(path);
  return { ...shape, bytes, sha256: hash.digest('hex') };
}

/** EXIF orientations that swap the sides (Exif 2.32, tag 274). */
const TURNED = [5, 6, 7, 8];

async function measurePicture(path: string): Promise<MeasuredFilm> {
  // Loaded late: what is rendered here is measured by the renderer.
  const { imageSizeFromFile } = await import('image-size/fromFile');
  try {
    const { width, height, orientation = 1 } = await imageSizeFromFile(path);
    return TURNED.includes(orientation) ? { width: height, height: width } : { width, height };
  } catch {
    return {};
  }
}

async function measurePlaying(path: string): Promise<MeasuredFilm> {
  // Loaded late, as above.
  const { measureFilm } = await import('./measure-film.ts');
  return measureFilm(path);
}
