/** Uncompressed samples as an AIFF or a CAF file has them. */
export interface RawSamples {
  /** `float`: IEEE 754; `integer`: signed; the others as in ITU-T G.711. */
  readonly form: 'integer' | 'float' | 'alaw' | 'ulaw';
  readonly bits: number;
  readonly bigEndian: boolean;
  readonly sampleRate: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** WAVE_FORMAT_PCM, _IEEE_FLOAT, _ALAW and _MULAW (mmreg.h). */
const CODES = { integer: 1, float: 3, alaw: 6, ulaw: 7 } as const;
const HEADER = 44;
/** WAV has samples of a single byte without a sign. */
const SIGN = 0x80;

/** The samples as a WAV file: little-endian, single bytes without a sign. */
export function waveFile(samples: RawSamples): Uint8Array {
  const { form, channels, sampleRate } = samples;
  const bytesPerSample = Math.ceil(samples.bits / 8);
  const data = toLittleEndian(samples, bytesPerSample);
  const file = Buffer.alloc(HEADER + data.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(CODES[form], 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * channels * bytesPerSample, 28);
  file.writeUInt16LE(channels * bytesPerSample, 32);
  file.writeUInt16LE(bytesPerSample * 8, 34);
  file.write('data', 36);
  file.writeUInt32LE(data.length, 40);
  file.set(data, HEADER);
  return file;
}

function toLittleEndian({ data, bigEndian, form }: RawSamples, bytesPerSample: number): Uint8Array {
  if (bytesPerSample === 1) return form === 'integer' ? data.map((byte) => byte ^ SIGN) : data;
  const whole = Uint8Array.from(data.subarray(0, data.length - (data.length % bytesPerSample)));
  if (!bigEndian) return whole;
  for (let at = 0; at < whole.length; at += bytesPerSample) {
    whole.subarray(at, at + bytesPerSample).reverse();
  }
  return whole;
}
