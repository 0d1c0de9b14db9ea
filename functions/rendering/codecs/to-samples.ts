const BYTES_PER_SAMPLE = 2;

/** Interleaved 16-bit little-endian samples; a last sample that is cut short is dropped. */
export function toSamples(bytes: Uint8Array, channels: number): Int16Array {
  const usable = bytes.length - (bytes.length % (channels * BYTES_PER_SAMPLE));
  return new Int16Array(Uint8Array.from(bytes.subarray(0, usable)).buffer);
}
