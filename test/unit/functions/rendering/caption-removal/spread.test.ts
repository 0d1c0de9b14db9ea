import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSpread } from '../../../../../functions/rendering/caption-removal/spread.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 20 }),
});

it('spreads what is known over all or what is wanted, and nothing of what it was given before', () => {
  fc.assert(
    fc.property(size, fc.nat(), fc.integer({ min: -99, max: 99 }), (area, place, value) => {
      const count = area.width * area.height;
      const spread = createSpread(area, 1);
      const known = place % count;
      const weights = new Float32Array(count).fill(1, known, known + 1);
      const all = new Float32Array(count).fill(value, known, known + 1);
      spread([all], weights);
      expect(all).toEqual(new Float32Array(count).fill(value));

      const some = new Float32Array(count).fill(value, known, known + 1);
      spread([some], weights, Uint32Array.of(0, known));
      expect(some[0]).toBe(value);

      const none = new Float32Array(count);
      spread([none], new Float32Array(count));
      expect(none).toEqual(new Float32Array(count));
    }),
  );
});
