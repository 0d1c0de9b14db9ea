import { audioFailed } from './audio-failed.ts';
import type { RawSamples } from './wave-file.ts';

/** Flags of `lpcm` (Apple, "Core Audio Format specification", audio description chunk). */
const IS_FLOAT = 1;
const IS_LITTLE_ENDIAN = 2;
/** A data chunk that goes to the end of the file has this size. */
const TO_THE_END = -1n;

/** The samples of a CAF file; undefined for other files. @throws RenderFailedError for a compressed one. */
export function readCaf(bytes: Uint8Array): RawSamples | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 0, 4) !== 'caff') return undefined;
  let description: Buffer | undefined;
  let data: Buffer | undefined;
  for (let at = 8; at + 12 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readBigInt64BE(at + 4);
    const end = size === TO_THE_END ? file.length : at + 12 + Number(size);
    const chunk = file.subarray(at + 12, end);
    if (name === 'desc') description = chunk;
    // The number of edits comes first.
    if (name === 'data') data = chunk.subarray(4);
    if (end <= at) break;
    at = end;
  }
  if (!description || !data) throw audioFailed('damaged', 'is a CAF without samples.');
  return { ...getForm(description), data };
}

function getForm(description: Buffer): Omit<RawSamples, 'data'> {
  const name = description.toString('latin1', 8, 12);
  const flags = description.readUInt32BE(12);
  const common = {
    sampleRate: Math.round(description.readDoubleBE(0)),
    channels: description.readUInt32BE(24),
    bits: description.readUInt32BE(28),
    bigEndian: (flags & IS_LITTLE_ENDIAN) === 0,
  };
  if (name === 'lpcm') return { ...common, form: flags & IS_FLOAT ? 'float' : 'integer' };
  if (name === 'alaw' || name === 'ulaw') return { ...common, form: name, bits: 8 };
  throw audioFailed('unsupported', `is a CAF with ${name.trim()}; send PCM, or an M4A file.`);
}
