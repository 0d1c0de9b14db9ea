import type { Sharp } from 'sharp';

/** Frames of an animation that are tried; to show the last of them all before it are decoded. */
const MOST_PAGES = 60;
/** Pixels on a side of the picture that is judged. */
const SIDE = 64;
/** The largest difference, of 255, that is still one plain colour. */
const FLAT = 3;

/**
 * The first frame with something in it: some animations begin transparent or in one colour. The first of all if none has.
 */
export async function findVisiblePage(
  open: (page: number) => Sharp,
  pages: number,
): Promise<number> {
  for (let page = 0; page < Math.min(pages, MOST_PAGES); page++) {
    if (await isVisible(open(page))) return page;
  }
  return 0;
}

async function isVisible(picture: Sharp): Promise<boolean> {
  const pixels = await picture
    .flatten({ background: 'white' })
    .greyscale()
    .resize(SIDE, SIDE, { fit: 'fill' })
    .raw()
    .toBuffer();
  return Math.max(...pixels) - Math.min(...pixels) > FLAT;
}
