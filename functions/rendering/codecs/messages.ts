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
  let pending: Uint8Array[] = [];
  let size = 0;
  let wanted = LENGTH_BYTES;
  let inBody = false;
  for await (const chunk of stream) {
    pending.push(chunk);
    size += chunk.length;
    while (size >= wanted) {
      const bytes = Buffer.concat(pending);
      const part = bytes.subarray(0, wanted);
      pending = [bytes.subarray(wanted)];
      size -= wanted;
      if (inBody) yield part;
      wanted = inBody ? LENGTH_BYTES : part.readUInt32BE();
      inBody = !inBody;
      if (wanted > LONGEST) throw new RangeError(`a message of ${wanted} bytes`);
    }
  }
}
