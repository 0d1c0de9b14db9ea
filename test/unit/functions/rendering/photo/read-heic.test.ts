import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../../../../../functions/rendering/photo/decode-picture.ts';
import { openPicture } from '../../../../../functions/rendering/photo/open-picture.ts';
import type { Size } from '../../../../../functions/rendering/size.ts';
import { heic } from './heic.ts';
import { plain, scenery } from './pictures.ts';

/** Luma, blue and red of the sample in the middle. */
async function middleOf(bytes: Uint8Array, frame: Size = { width: 80, height: 48 }) {
  const { planes } = await decodePicture(await openPicture(bytes, 'image'), frame);
  const half = (side: number) => side >> 1;
  const at = half(planes.height) * planes.width + half(planes.width);
  const chroma = half(half(planes.height)) * half(planes.width) + half(half(planes.width));
  return [planes.luma[at], planes.blue[chroma], planes.red[chroma]].map((four = 0) => four & 255);
}

describe('a HEIC photo', () => {
  it('is read as the same picture in another format is', async () => {
    const [heif, png] = [await heic(scenery()), await scenery().png().toBuffer()];
    expect((await openPicture(heif, 'image')).size).toEqual({ width: 320, height: 200 });
    const [read, expected] = [await middleOf(heif), await middleOf(png)];
    for (const [part, value] of expected.entries()) {
      expect(Math.abs((read[part] ?? 0) - value)).toBeLessThan(8);
    }
  });

  it('is turned as the file says', async () => {
    const { size } = await openPicture(await heic(scenery(), { turns: 1 }), 'image');
    expect(size).toEqual({ width: 200, height: 320 });
  });

  it.each([
    ['an ICC profile', async () => (await p3()).icc ?? new Uint8Array()],
    ['a number', async () => ({ primaries: 12 })],
  ])('is converted from Display P3, named by %s', async (_name, colour) => {
    const file = await heic(plain('#c04030'), { colour: await colour() });
    const square = { width: 64, height: 64 };
    const [, , wide = 0] = await middleOf(file, square);
    const [, , narrow = 0] = await middleOf(await heic(plain('#c04030')), square);
    // The same numbers are a stronger red in the wider space.
    expect(wide - narrow).toBeGreaterThan(3);
  });

  it('is refused when it is cut short, though it would decode', async () => {
    const file = await heic(scenery(640, 480));
    const short = file.subarray(0, file.length - 200);
    await expect(openPicture(short, 'image')).rejects.toMatchObject({
      code: 'image_truncated',
      message: expect.stringContaining('the file ends before its data do'),
    });
  });

  it('is refused when it is damaged, and when it is too small', async () => {
    const file = await heic(scenery());
    const damaged = Buffer.from(file).fill(0, file.indexOf('mdat') + 4);
    await expect(openPicture(damaged, 'image')).rejects.toMatchObject({ code: 'image_truncated' });
    await expect(openPicture(await heic(plain('#123456', 64, 64)), 'image')).rejects.toMatchObject({
      code: 'image_too_small',
    });
  });
});

async function p3() {
  const png = await plain('#ffffff').withIccProfile('p3').png().toBuffer();
  return sharp(png).metadata();
}
