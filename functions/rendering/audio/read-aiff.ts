import { audioFailed } from './audio-failed.ts';
import type { RawSamples } from './wave-file.ts';

/** How the compression types of AIFF-C lie (Apple, "AIFF-C specification"); `NONE` is what AIFF has. */
const FORMS: Readonly<Record<string, Pick<RawSamples, 'form' | 'bigEndian'> & { bits?: number }>> =
  {
    NONE: { form: 'integer', bigEndian: true },
    twos: { form: 'integer', bigEndian: true },
    sowt: { form: 'integer', bigEndian: false },
    fl32: { form: 'float', bigEndian: true, bits: 32 },
    FL32: { form: 'float', bigEndian: true, bits: 32 },
    fl64: { form: 'float', bigEndian: true, bits: 64 },
    FL64: { form: 'float', bigEndian: true, bits: 64 },
    alaw: { form: 'alaw', bigEndian: true, bits: 8 },
    ALAW: { form: 'alaw', bigEndian: true, bits: 8 },
    ulaw: { form: 'ulaw', bigEndian: true, bits: 8 },
    ULAW: { form: 'ulaw', bigEndian: true, bits: 8 },
  };

/** The samples of an AIFF or AIFF-C file; undefined for other files. @throws RenderFailedError for a compressed one. */
export function readAiff(bytes: Uint8Array): RawSamples | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = file.toString('latin1', 8, 12);
  if (file.toString('latin1', 0, 4) !== 'FORM' || !/^AIF[FC]$/.test(type)) return undefined;
  let common: Buffer | undefined;
  let data: Buffer | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32BE(at + 4);
    const chunk = file.subarray(at + 8, at + 8 + size);
    if (name === 'COMM') common = chunk;
    // Offset and block size come first.
    if (name === 'SSND') data = chunk.subarray(8 + chunk.readUInt32BE(0));
    at += 8 + size + (size % 2);
  }
  if (!common || !data) throw audioFailed('damaged', 'is an AIFF without samples.');
  const compression = type === 'AIFC' ? common.toString('latin1', 18, 22) : 'NONE';
  const form = FORMS[compression];
  if (!form) throw audioFailed('unsupported', `is an AIFF with ${compression.trim()}; send PCM.`);
  return {
    ...form,
    bits: form.bits ?? common.readUInt16BE(6),
    channels: common.readUInt16BE(0),
    sampleRate: readExtended(common.subarray(8, 18)),
    data,
  };
}

/** An 80-bit number as Motorola's floating-point units have it: exponent, then 64 bits of mantissa. */
function readExtended(bytes: Buffer): number {
  const exponent = (bytes.readUInt16BE(0) & 0x7fff) - 16_383;
  return Math.round(bytes.readUInt32BE(2) * 2 ** (exponent - 31));
}
