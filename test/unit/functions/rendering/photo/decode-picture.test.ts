import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../../../../../functions/rendering/photo/decode-picture.ts';
import { openPicture } from '../../../../../functions/rendering/photo/open-picture.ts';
import { outputSize } from '../../../../../functions/rendering/photo/output-size.ts';
import { plain, scenery } from './pictures.ts';

const AREA = 64 * 64;
const rocket = new URL('../../../../../docs/samples/rocket.jpg', import.meta.url);

async function decode(bytes: Uint8Array) {
  const picture = await openPicture(bytes, 'image');
  const frame = outputSize(picture.size, AREA);
  return { frame, ...(await decodePicture(picture, frame)) };
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
  it('makes planes of the frame’s aspect', async () => {
    const picture = await decode(await scenery().jpeg().toBuffer());
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
      create: { width: 140, height: 140, channels: 4, background: '#00000000' },
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
    ['1:1', 128, 128, 64, 64],
    ['8:1', 1040, 130, 80, 48],
    ['1:8', 130, 1040, 48, 80],
  ])('fits a picture of %s', async (_name, width, height, frameWidth, frameHeight) => {
    const { frame } = await decode(await scenery(width, height).png().toBuffer());
    expect(frame).toEqual({ width: frameWidth, height: frameHeight });
  });

  it('says which picture is cut short', async () => {
    const whole = await scenery(640, 480).jpeg().toBuffer();
    const half = whole.subarray(0, whole.length / 2);
    const decodeAs = async (role: 'image' | 'end_image') =>
      decodePicture(await openPicture(half, role), { width: 80, height: 64 });
    await expect(decodeAs('image')).rejects.toMatchObject({ code: 'image_truncated' });
    await expect(decodeAs('end_image')).rejects.toMatchObject({
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
    [
      'the first bytes of a HEIC',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'image_truncated',
    ],
    ['a TIFF', Buffer.from('49492a0008000000', 'hex'), 'image_unsupported'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'image_unsupported'],
    ['the first bytes of a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'image_truncated'],
  ])('refuses %s', async (_name, bytes, code) => {
    await expect(openPicture(bytes, 'image')).rejects.toMatchObject({
      name: 'RenderFailedError',
      code,
    });
  });

  it('refuses more than 80 megapixels before it decodes them', async () => {
    const huge = await plain('#123456', 10_000, 8001).png({ compressionLevel: 1 }).toBuffer();
    await expect(openPicture(huge, 'image')).rejects.toMatchObject({ code: 'image_too_large' });
  });

  it.each([
    [1, 1],
    [24, 16],
    [1200, 2],
    [1, 10_000],
    [127, 500],
  ])('refuses %ix%i pixels in words', async (width, height) => {
    const small = await plain('#123456', width, height).png().toBuffer();
    await expect(openPicture(small, 'image')).rejects.toMatchObject({
      code: 'image_too_small',
      message: `The picture has ${width}x${height} pixels; send one with at least 128 on each side.`,
    });
  });
});

describe('decoding what browsers show too', () => {
  const noisy = async () => sharp(await readFile(rocket)).resize(640);
  const cut = (bytes: Buffer, count: number) => bytes.subarray(0, bytes.length - count);

  it.each(['jpeg', 'progressive jpeg'])('reads a %s without its end mark', async (name) => {
    const bytes = await (await noisy()).jpeg({ progressive: name !== 'jpeg' }).toBuffer();
    const [whole, short] = [await decode(bytes), await decode(cut(bytes, 2))];
    expect(short.planes.luma).toEqual(whole.planes.luma);
  });

  it.each([
    ['jpeg', async () => cut(await (await noisy()).jpeg().toBuffer(), 30)],
    ['png', async () => cut(await (await noisy()).png().toBuffer(), 400)],
  ])('reads a %s whose last rows are missing', async (_name, make) => {
    expect(lumaAt(await decode(await make()), 0.5, 0.5)).toBeGreaterThan(16);
  });

  it.each([
    ['jpeg', async () => (await noisy()).jpeg().toBuffer()],
    ['progressive jpeg', async () => (await noisy()).jpeg({ progressive: true }).toBuffer()],
    ['png', async () => (await noisy()).png().toBuffer()],
    ['gif', async () => (await noisy()).gif().toBuffer()],
    ['webp', async () => (await noisy()).webp().toBuffer()],
    ['avif', async () => (await noisy()).avif({ effort: 0 }).toBuffer()],
  ])('refuses a %s of which a tenth is missing', async (_name, make) => {
    const bytes = await make();
    const short = cut(bytes, Math.ceil(bytes.length / 10));
    await expect(decode(short)).rejects.toMatchObject({ code: 'image_truncated' });
  });

  it('takes the first frame of an animation that has something in it', async () => {
    const clear = sharp({
      create: { width: 320, height: 200, channels: 4, background: '#00000000' },
    });
    const frames = [clear, plain('#ffffff', 320, 200), scenery()].map((frame) =>
      frame.png().toBuffer(),
    );
    const animation = await sharp(await Promise.all(frames), { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(lumaAt(await decode(animation), 0.1, 0.1)).toBeLessThan(80);
  });
});
