/** A stream in blocks of the same length, each in its own array. A block that is cut short is dropped. */
export async function* readBlocks(
  stream: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(length);
  let filled = 0;
  for await (const chunk of stream) {
    let taken = 0;
    while (taken < chunk.length) {
      const part = chunk.subarray(taken, taken + length - filled);
      block.set(part, filled);
      filled += part.length;
      taken += part.length;
      if (filled < length) continue;
      yield block;
      block = Buffer.allocUnsafe(length);
      filled = 0;
    }
  }
}
