import type { FileInput } from './kinds.ts';

/**
 * An input with every file in it replaced by its address; files stand in fields, or in lists in fields.
 * @param upload answers the address of a file
 */
export async function uploadFiles(
  input: object,
  upload: (file: FileInput) => Promise<string>,
): Promise<Record<string, unknown>> {
  const replace = async (value: unknown): Promise<unknown> => {
    if (isFile(value)) return upload(value);
    return Array.isArray(value) ? Promise.all(value.map(replace)) : value;
  };
  const entries = Object.entries(input).map(
    async ([name, value]) => [name, await replace(value)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

const isFile = (value: unknown): value is FileInput =>
  value instanceof Blob || value instanceof ArrayBuffer || value instanceof Uint8Array;
