/** The longest message that is read, in bytes: a packet of a file that may have 100 MB. */
const LONGEST = 128 * 1024 * 1024;
const LENGTH_BYTES = 4;

/** A message on a pipe: its length, 32-bit big-endian, and its bytes. */
export function frameMessage(bytes: Uint8Array): Buffer {
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The messages of a pipe. One that is cut short is dropped. @throws RangeError for one that is too long. */
export async function* readMessages(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let part = Buffer.allocUnsafe(LENGTH_BYTES);
  let filled = 0;
  let isLength = true;
  for await (const chunk of stream) {
    for (let taken = 0; taken < chunk.length || filled === part.length; ) {
      const bytes = chunk.subarray(taken, taken + part.length - filled);
      part.set(bytes, filled);
      taken += bytes.length;
      filled += bytes.length;
      if (filled < part.length) continue;
      if (!isLength) yield part;
      const next = isLength ? part.readUInt32BE() : LENGTH_BYTES;
      if (next > LONGEST) throw new RangeError(`a message of ${next} bytes`);
      part = Buffer.allocUnsafe(next);
      filled = 0;
      isLength = !isLength;
    }
  }
}
