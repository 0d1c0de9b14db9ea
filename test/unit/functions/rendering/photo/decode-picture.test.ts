import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  decodePicture,
  frameSizeFor,
} from '../../../../../functions/rendering/photo/decode-picture.ts';
import { plain, scenery } from './pictures.ts';

const AREA = 64 * 64;

async function decode(bytes: Uint8Array) {
  const frame = await frameSizeFor(bytes, AREA);
  return { frame, ...(await decodePicture(bytes, frame, 'image')) };
}

/** Luma of the packed sample at a part of the picture, 0 to 1 each way. */
function lumaAt(
  { planes }: Awaited<ReturnType<typeof decode>>,
  across: number,
  down: number,
): number {
  const column = Math.floor(across * (planes.width - 1));
  const row = Math.floor(down * (planes.height - 1));
  return (planes.luma[row * planes.width + column] ?? 0) & 255;
}

describe('decoding', () => {
  it.each([
    ['jpeg', () => scenery().jpeg().toBuffer()],
    ['png', () => scenery().png().toBuffer()],
    ['16-bit png', () => scenery().toColourspace('rgb16').png().toBuffer()],
    ['palette png', () => scenery().png({ palette: true, colours: 16 }).toBuffer()],
    ['grey png', () => scenery().greyscale().png().toBuffer()],
    ['grey jpeg', () => scenery().greyscale().jpeg().toBuffer()],
    ['cmyk jpeg', () => scenery().toColourspace('cmyk').jpeg().toBuffer()],
    ['webp', () => scenery().webp().toBuffer()],
    ['avif', () => scenery().avif({ effort: 0 }).toBuffer()],
    ['gif', () => scenery().gif().toBuffer()],
  ])('reads a %s', async (_name, make) => {
    const picture = await decode(await make());
    expect(picture.frame).toEqual({ width: 80, height: 48 });
    expect(picture.planes).toMatchObject({ width: 136, height: 82 });
    expect(lumaAt(picture, 0.6, 0.5)).toBeGreaterThan(130);
    expect(lumaAt(picture, 0.1, 0.1)).toBeLessThan(80);
  });

  it('takes the first frame of an animation', async () => {
    const frames = [plain('#ffffff'), plain('#000000')].map((frame) => frame.png().toBuffer());
    const animation = await sharp(await Promise.all(frames), { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(lumaAt(await decode(animation), 0.5, 0.5)).toBe(235);
  });

  it('turns a photo upright that says so in its EXIF data', async () => {
    const lying = await scenery(200, 320).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const picture = await decode(lying);
    expect(picture.frame.width).toBeGreaterThan(picture.frame.height);
    expect(lumaAt(picture, 0.05, 0.5)).toBeGreaterThan(80);
  });

  it('lays what is transparent over white', async () => {
    const clear = sharp({
      create: { width: 40, height: 40, channels: 4, background: '#00000000' },
    });
    expect(lumaAt(await decode(await clear.png().toBuffer()), 0.5, 0.5)).toBe(235);
  });

  it('uses BT.709 limited range', async () => {
    const { planes } = await decode(await plain('#ff0000').png().toBuffer());
    const [luma, blue, red] = [planes.luma[0], planes.blue[0], planes.red[0]].map(
      (four = 0) => four & 255,
    );
    expect([luma, blue, red]).toEqual([63, 102, 240]);
  });

  it.each([
    ['1x1', 1, 1, 64, 64],
    ['8:1', 800, 100, 80, 48],
    ['1:8', 100, 800, 48, 80],
  ])('fits a picture of %s', async (_name, width, height, frameWidth, frameHeight) => {
    const { frame } = await decode(await scenery(width, height).png().toBuffer());
    expect(frame).toEqual({ width: frameWidth, height: frameHeight });
  });

  it('says which picture is cut short', async () => {
    const whole = await scenery(640, 480).jpeg().toBuffer();
    const half = whole.subarray(0, whole.length / 2);
    const frame = await frameSizeFor(whole, AREA);
    await expect(decodePicture(half, frame, 'image')).rejects.toMatchObject({
      code: 'image_truncated',
    });
    await expect(decodePicture(half, frame, 'end_image')).rejects.toMatchObject({
      code: 'end_image_truncated',
      message: expect.stringMatching(/^The end picture is cut short/),
    });
  });

  it.each([
    ['text', Buffer.from('hello there'), 'image_not_a_picture'],
    ['a web page', Buffer.from('<!DOCTYPE html><html><body/></html>'), 'image_not_a_picture'],
    ['nothing', Buffer.alloc(0), 'image_not_a_picture'],
    ['a video', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), 'image_not_a_picture'],
    ['an SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="x"/>'), 'image_unsupported'],
    ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'image_unsupported'],
    ['a TIFF', Buffer.from('49492a0008000000', 'hex'), 'image_unsupported'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'image_unsupported'],
    ['the first bytes of a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'image_truncated'],
  ])('refuses %s', async (_name, bytes, code) => {
    await expect(frameSizeFor(bytes)).rejects.toMatchObject({ name: 'RenderFailedError', code });
  });

  it('refuses more than 80 megapixels before it decodes them', async () => {
    const huge = await plain('#123456', 10_000, 8001).png({ compressionLevel: 1 }).toBuffer();
    await expect(frameSizeFor(huge)).rejects.toMatchObject({ code: 'image_too_large' });
  });
});
