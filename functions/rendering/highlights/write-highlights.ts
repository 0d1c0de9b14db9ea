import type { Codecs } from '../codecs/codecs.ts';
import type { PictureShape } from './picture-shape.ts';
import type { Highlights } from './watch-film.ts';
import { writePoster } from './write-poster.ts';

/** The paths of a poster, a JPEG, and a preview, an MP4. */
export interface HighlightFiles {
  readonly poster: string;
  readonly preview: string;
}

/** A preview is as small as a picture of a list should be: x264's scale, 0 to 51. */
const PREVIEW_QUALITY = 28;

/** Writes what was kept of a film; nothing of a film without frames. */
export async function writeHighlights(
  codecs: Codecs,
  { poster, preview }: Highlights,
  shape: PictureShape,
  files: HighlightFiles,
): Promise<void> {
  if (!poster) return;
  const { width, height, framesPerSecond, frames } = preview;
  await Promise.all([
    writePoster(poster, shape, files.poster),
    codecs.encodeVideo({
      frame: { width, height },
      framesPerSecond,
      frames,
      colour: shape.colour,
      quality: PREVIEW_QUALITY,
      file: files.preview,
    }),
  ]);
}
