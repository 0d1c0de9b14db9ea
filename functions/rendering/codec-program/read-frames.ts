import { readSync } from 'node:fs';

/**
 * Reads frames of the same length, in bytes, from a file descriptor that blocks. Each is read into the same array: as
 * fresh ones they would pile up until the collector runs. What is cut short is dropped.
 */
export function* readFrames(descriptor: number, length: number): Generator<Buffer> {
  const frame = Buffer.alloc(length);
  for (;;) {
    for (let filled = 0; filled < length; ) {
      const read = readSync(descriptor, frame, filled, length - filled, null);
      if (read === 0) return;
      filled += read;
    }
    yield frame;
  }
}
