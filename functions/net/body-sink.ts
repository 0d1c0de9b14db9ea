import { type FileHandle, open } from 'node:fs/promises';

/** Takes an answer's body as it comes. */
export interface BodySink {
  write(chunk: Uint8Array): Promise<void>;
  /** What was written, where it was kept in memory; empty where it is in a file. */
  end(): Promise<Uint8Array>;
}

/** Keeps the body in memory, or in the file when its path is given; the file is made anew. */
export async function openBodySink(path: string | undefined): Promise<BodySink> {
  return path === undefined ? createMemorySink() : createFileSink(await open(path, 'w'));
}

function createMemorySink(): BodySink {
  const chunks: Uint8Array[] = [];
  return {
    async write(chunk) {
      chunks.push(chunk);
    },
    end: async () => Buffer.concat(chunks),
  };
}

function createFileSink(file: FileHandle): BodySink {
  return {
    async write(chunk) {
      await file.appendFile(chunk);
    },
    async end() {
      await file.close();
      return Buffer.alloc(0);
    },
  };
}
