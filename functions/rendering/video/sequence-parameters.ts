import { BitReader } from './bit-reader.ts';

/** Code points of ITU-T H.273: 2 is "unspecified". */
export interface ColourCodes {
  readonly primaries: number;
  readonly transfer: number;
  readonly matrix: number;
  /** True: luma from 0 to 255; false: from 16 to 235. */
  readonly fullRange: boolean;
}

/** What an H.264 sequence parameter set says of the pictures. */
export interface SequenceParameters {
  /** Visible luma samples. */
  readonly width: number;
  readonly height: number;
  /** 1 is 4:2:0. */
  readonly chromaFormat: number;
  readonly bitDepth: number;
  /** Width of a sample in parts of its height. */
  readonly sampleAspect: { readonly width: number; readonly height: number };
  readonly colour: ColourCodes;
}

/** Profiles whose parameter sets name the chroma format (ITU-T H.264, 7.3.2.1.1). */
const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const UNSPECIFIED = 2;
const EXTENDED_SAMPLE_ASPECT = 255;
/** Table E-1, from aspect_ratio_idc 1 on. */
const SAMPLE_ASPECTS = [
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
] as const;

/** Reads a NAL unit of type 7, header byte included (ITU-T H.264, 7.3.2.1.1). @throws RangeError when it is damaged. */
export function readSequenceParameters(unit: Uint8Array): SequenceParameters {
  const reader = new BitReader(withoutEmulationPrevention(unit).subarray(1));
  const profile = reader.bits(8);
  reader.bits(16);
  reader.unsigned();
  const format = HIGH_PROFILES.has(profile) ? readFormat(reader) : { chromaFormat: 1, bitDepth: 8 };
  reader.unsigned();
  skipPictureOrder(reader);
  reader.unsigned();
  reader.bits(1);
  const size = readSize(reader, format.chromaFormat);
  return { ...format, ...size, ...readUsability(reader) };
}

/** Drops the 3 of each 0 0 3 (7.4.1). */
function withoutEmulationPrevention(unit: Uint8Array): Uint8Array {
  return unit.filter((byte, at) => !(byte === 3 && unit[at - 1] === 0 && unit[at - 2] === 0));
}

function readFormat(reader: BitReader) {
  const chromaFormat = reader.unsigned();
  if (chromaFormat === 3) reader.bits(1);
  const bitDepth = 8 + Math.max(reader.unsigned(), reader.unsigned());
  reader.bits(1);
  if (reader.flag()) skipScalingLists(reader, chromaFormat === 3 ? 12 : 8);
  return { chromaFormat, bitDepth };
}

function skipScalingLists(reader: BitReader, lists: number): void {
  for (let list = 0; list < lists; list++) {
    if (!reader.flag()) continue;
    let last = 8;
    let next = 8;
    for (let entry = 0; entry < (list < 6 ? 16 : 64); entry++) {
      if (next !== 0) next = (last + reader.signed() + 256) & 255;
      if (next !== 0) last = next;
    }
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned();
  if (type !== 1) return;
  reader.bits(1);
  reader.signed();
  reader.signed();
  for (let frames = reader.unsigned(); frames > 0; frames--) reader.signed();
}

function readSize(reader: BitReader, chromaFormat: number) {
  const columns = (reader.unsigned() + 1) * 16;
  const rows = (reader.unsigned() + 1) * 16;
  const framesOnly = reader.flag();
  if (!framesOnly) reader.bits(1);
  reader.bits(1);
  const fields = framesOnly ? 1 : 2;
  if (!reader.flag()) return { width: columns, height: rows * fields };
  const across = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
  const down = (chromaFormat === 1 ? 2 : 1) * fields;
  return {
    width: columns - across * (reader.unsigned() + reader.unsigned()),
    height: rows * fields - down * (reader.unsigned() + reader.unsigned()),
  };
}

/** The beginning of the video usability information (E.1.1), or what holds without it. */
function readUsability(reader: BitReader): Pick<SequenceParameters, 'sampleAspect' | 'colour'> {
  const present = reader.flag();
  const sampleAspect =
    present && reader.flag() ? readSampleAspect(reader) : { width: 1, height: 1 };
  if (present && reader.flag()) reader.bits(1);
  const described = present && reader.flag();
  if (described) reader.bits(3);
  const fullRange = described && reader.flag();
  const coded = described && reader.flag();
  const code = () => (coded ? reader.bits(8) : UNSPECIFIED);
  return {
    sampleAspect,
    colour: { primaries: code(), transfer: code(), matrix: code(), fullRange },
  };
}

function readSampleAspect(reader: BitReader) {
  const index = reader.bits(8);
  if (index === EXTENDED_SAMPLE_ASPECT) return { width: reader.bits(16), height: reader.bits(16) };
  const [width, height] = SAMPLE_ASPECTS[index - 1] ?? [1, 1];
  return { width, height };
}
