/** How H.264 lies in MP4 and Matroska: the sets that stand before the first picture, and how long a length is. */
export interface AvcConfiguration {
  /** Bytes of the length before each NAL unit: 1, 2 or 4. */
  readonly lengthBytes: number;
  /** NAL units with their header byte: sequence and picture parameter sets, in this order. */
  readonly parameterSets: readonly Uint8Array[];
}

export const nalUnitTypes = {
  slice: 1,
  keySlice: 5,
  supplement: 6,
  sequenceParameters: 7,
  pictureParameters: 8,
  delimiter: 9,
} as const;

const PASSED_ON: ReadonlySet<number> = new Set(Object.values(nalUnitTypes));
const START_CODE = Uint8Array.of(0, 0, 0, 1);

/** Reads an AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). @throws RangeError when it is damaged. */
export function readAvcConfiguration(record: Uint8Array): AvcConfiguration {
  const lengthBytes = (byteAt(record, 4) & 3) + 1;
  let position = 6;
  const parameterSets: Uint8Array[] = [];
  const readSets = (count: number) => {
    for (let set = 0; set < count; set++) {
      const length = byteAt(record, position) * 256 + byteAt(record, position + 1);
      position += 2;
      if (position + length > record.length) throw new RangeError('a parameter set is cut short');
      parameterSets.push(record.subarray(position, position + length));
      position += length;
    }
  };
  readSets(byteAt(record, 5) & 31);
  position++;
  readSets(byteAt(record, position - 1));
  return { lengthBytes, parameterSets };
}

/** The NAL units of a packet of the MP4 form. @throws RangeError when a length leads past the packet's end. */
export function* unitsOfPacket(packet: Uint8Array, lengthBytes: number): Generator<Uint8Array> {
  let position = 0;
  while (position < packet.length) {
    let length = 0;
    for (let byte = 0; byte < lengthBytes; byte++) {
      length = length * 256 + byteAt(packet, position + byte);
    }
    position += lengthBytes;
    if (position + length > packet.length) throw new RangeError('a NAL unit is cut short');
    if (length > 0) yield packet.subarray(position, position + length);
    position += length;
  }
}

/** Type of a NAL unit (ITU-T H.264, table 7-1). */
export function unitType(unit: Uint8Array): number {
  return byteAt(unit, 0) & 31;
}

/**
 * The units as a piece of a byte stream (ITU-T H.264, annex B). Only what a plain picture needs is passed on: no data
 * partitions, auxiliary pictures, layers or views.
 */
export function annexB(units: readonly Uint8Array[]): Uint8Array {
  const parts = units.filter((unit) => PASSED_ON.has(unitType(unit)));
  return Buffer.concat(parts.flatMap((unit) => [START_CODE, unit]));
}

function byteAt(bytes: Uint8Array, position: number): number {
  const byte = bytes[position];
  if (byte === undefined) throw new RangeError('the data ends too early');
  return byte;
}
