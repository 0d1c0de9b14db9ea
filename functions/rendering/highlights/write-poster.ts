import sharp, { type Sharp } from 'sharp';
import { displaySize, fitInto, getLumaWeights, type PictureShape } from './picture-shape.ts';

/** Longer side of a poster, in pixels, at most. */
const LONGEST_SIDE = 1280;
const QUALITY = 82;

/** Writes a frame, planar YUV 4:2:0, as a JPEG: upright and in square pixels. */
export async function writePoster(
  frame: Uint8Array,
  shape: PictureShape,
  file: string,
): Promise<void> {
  const { width, height } = fitInto(displaySize(shape), LONGEST_SIDE);
  const { rotation = 0, flip = false } = shape;
  const picture = sharp(toRgb(frame, shape), { raw: { ...shape.frame, channels: 3 } });
  const upright = picture.rotate(rotation).flop(flip);
  const resized = upright.resize(width, height, { fit: 'fill', kernel: 'cubic' });
  await resized.jpeg({ quality: QUALITY }).toFile(file);
}

/** Writes a picture's bytes as a JPEG, no larger than a poster. @throws Error when they can't be decoded. */
export async function writePicturePoster(picture: Sharp, file: string): Promise<void> {
  const side = LONGEST_SIDE;
  await picture
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toFile(file);
}

/** Interleaved RGB of 8 bits. */
function toRgb(frame: Uint8Array, { frame: { width, height }, colour }: PictureShape): Uint8Array {
  const area = width * height;
  const weights = getLumaWeights(colour);
  const full = colour?.fullRange === true;
  const gain = full ? 1 : 255 / 219;
  const black = full ? 0 : 16;
  const chroma = full ? 2 : (2 * 255) / 224;
  const green = 1 - weights.red - weights.blue;
  const toRed = chroma * (1 - weights.red);
  const toBlue = chroma * (1 - weights.blue);
  const rgb = new Uint8ClampedArray(area * 3);
  for (let row = 0, at = 0, to = 0; row < height; row++) {
    const line = (row >> 1) * (width >> 1);
    for (let column = 0; column < width; column++, at++) {
      const y = (frame[at]! - black) * gain;
      const place = area + line + (column >> 1);
      const blue = (frame[place]! - 128) * toBlue;
      const red = (frame[place + (area >> 2)]! - 128) * toRed;
      rgb[to++] = y + red;
      rgb[to++] = y - (red * weights.red + blue * weights.blue) / green;
      rgb[to++] = y + blue;
    }
  }
  return new Uint8Array(rgb.buffer);
}
