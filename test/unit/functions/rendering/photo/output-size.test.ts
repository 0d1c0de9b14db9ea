import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputSize } from '../../../../../functions/rendering/photo/output-size.ts';

describe('the frame size', () => {
  it.each([
    [
      { width: 1920, height: 1080 },
      { width: 1280, height: 720 },
    ],
    [
      { width: 1080, height: 1920 },
      { width: 720, height: 1280 },
    ],
    [
      { width: 512, height: 512 },
      { width: 960, height: 960 },
    ],
    [
      { width: 8000, height: 1000 },
      { width: 1280, height: 720 },
    ],
    [
      { width: 1, height: 1 },
      { width: 960, height: 960 },
    ],
    [
      { width: 9 / 16, height: 1 },
      { width: 720, height: 1280 },
    ],
  ])('of %o is %o', (picture, frame) => {
    expect(outputSize(picture)).toEqual(frame);
  });

  it('keeps the aspect and the area, in blocks of 16, for every picture', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const frame = outputSize({ width, height });
        const aspect = Math.min(16 / 9, Math.max(9 / 16, width / height));
        expect([frame.width % 16, frame.height % 16]).toEqual([0, 0]);
        expect(Math.abs(frame.width / frame.height / aspect - 1)).toBeLessThan(0.02);
        expect(Math.abs((frame.width * frame.height) / 921_600 - 1)).toBeLessThan(0.04);
      }),
    );
  });
});
