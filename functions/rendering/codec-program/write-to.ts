import type { Writable } from 'node:stream';

/** Waits until the reader has taken the bytes. */
export function writeTo(output: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
