/** A WAV file begins `RIFF size WAVE`, then chunks of `name size`, sizes little-endian. */
const HEADER = 12;
const CHUNK_HEADER = 8;
/** A recorder that could not go back to its header leaves it as it was, or writes the largest number. */
const PLACEHOLDERS: ReadonlySet<number> = new Set([0, 0x7fffffff, 0xffffffff]);

/**
 * A WAV whose `data` chunk says that it has no length, or one that is longer than the file, is as long as its file. All
 * other files are returned as they are.
 */
export function mendWave(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.toString('latin1', 0, 4) !== 'RIFF' || view.toString('latin1', 8, 12) !== 'WAVE') {
    return bytes;
  }
  for (let at = HEADER; at + CHUNK_HEADER <= view.length; ) {
    const size = view.readUInt32LE(at + 4);
    const rest = view.length - at - CHUNK_HEADER;
    if (view.toString('latin1', at, at + 4) === 'data') {
      if (!PLACEHOLDERS.has(size) && size <= rest) return bytes;
      const mended = Buffer.from(view);
      mended.writeUInt32LE(view.length - CHUNK_HEADER, 4);
      mended.writeUInt32LE(rest, at + 4);
      return mended;
    }
    at += CHUNK_HEADER + size + (size % 2);
  }
  return bytes;
}
