import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annexB,
  readAvcConfiguration,
  unitsOfPacket,
} from '../../../../../functions/rendering/video/annex-b.ts';

/** Slices and parameter sets: the kinds that are passed on. */
const unit = fc
  .tuple(fc.constantFrom(1, 5, 6, 7, 8, 9), fc.uint8Array({ maxLength: 40 }))
  .map(([type, rest]) => Uint8Array.of(0x60 | type, ...rest));

describe('unitsOfPacket', () => {
  it('finds the units again, whatever the length of a length', () => {
    fc.assert(
      fc.property(fc.array(unit), fc.constantFrom(1, 2, 4), (units, lengthBytes) => {
        const packet = Buffer.concat(
          units.flatMap((one) => {
            const length = Buffer.alloc(lengthBytes);
            length.writeUIntBE(one.length, 0, lengthBytes);
            return [length, one];
          }),
        );
        expect([...unitsOfPacket(packet, lengthBytes)].map(hex)).toEqual(units.map(hex));
      }),
    );
  });

  it('refuses a length that leads out of the packet', () => {
    expect(() => [...unitsOfPacket(Uint8Array.of(0, 0, 0, 9, 0x65), 4)]).toThrow(RangeError);
    expect(() => [...unitsOfPacket(Uint8Array.of(0, 0), 4)]).toThrow(RangeError);
  });
});

describe('annexB', () => {
  it('puts a start code before each unit', () => {
    expect(hex(annexB([Uint8Array.of(0x67, 1), Uint8Array.of(0x65, 2, 3)]))).toBe(
      '00000001670100000001650203',
    );
  });

  it('passes on no data partitions, auxiliary pictures, layers or views', () => {
    const odd = [2, 3, 4, 12, 14, 15, 19, 20, 21, 30].map((type) => Uint8Array.of(type, 1));
    expect(annexB(odd)).toHaveLength(0);
  });
});

describe('readAvcConfiguration', () => {
  const record = Uint8Array.of(1, 100, 0, 31, 0xff, 0xe1, 0, 2, 0x67, 9, 1, 0, 1, 0x68);

  it('reads the parameter sets and the length of lengths', () => {
    const { lengthBytes, parameterSets } = readAvcConfiguration(record);
    expect(lengthBytes).toBe(4);
    expect(parameterSets.map(hex)).toEqual(['6709', '68']);
  });

  it('refuses one that is cut short, wherever', () => {
    for (let length = 0; length < record.length; length++) {
      expect(() => readAvcConfiguration(record.subarray(0, length))).toThrow(RangeError);
    }
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
