import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitReader } from '../../../../../functions/rendering/video/bit-reader.ts';

/** ue(v) as ITU-T H.264, 9.1 writes it. */
function unsignedCode(value: number): string {
  const bits = (value + 1).toString(2);
  return '0'.repeat(bits.length - 1) + bits;
}

function bytesOf(bits: string): Uint8Array {
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) =>
    Number.parseInt(byte.padEnd(8, '0'), 2),
  );
}

describe('BitReader', () => {
  it('reads what was written as Exp-Golomb codes, signed and unsigned', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40_000, max: 40_000 })), (values) => {
        const mapped = values.map((value) => (value > 0 ? 2 * value - 1 : 2 * Math.abs(value)));
        const bytes = bytesOf(mapped.map(unsignedCode).join(''));
        const unsigned = new BitReader(bytes);
        const signed = new BitReader(bytes);
        expect(mapped.map(() => unsigned.unsigned())).toEqual(mapped);
        expect(values.map(() => signed.signed())).toEqual(values);
      }),
    );
  });

  it('ends with an error instead of inventing bits', () => {
    const reader = new BitReader(Uint8Array.of(0b1010_0000));
    expect(reader.bits(3)).toBe(0b101);
    expect(() => reader.unsigned()).toThrow(RangeError);
    expect(() => new BitReader(new Uint8Array(20)).unsigned()).toThrow(RangeError);
  });
});
