import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CliError } from '../exit-codes.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.heic': 'image/heic',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.m4a': 'audio/mp4',
};

const isAddress = (text: string) => /^(https?|data):/i.test(text);

/**
 * A value of a field for media: an address as it is, `-` as what comes on standard input, all else as the file of that
 * path.
 * @throws CliError for a file that does not exist
 */
export async function readMedia(text: string, workingDirectory: string): Promise<string | Blob> {
  if (isAddress(text)) return text;
  if (text === '-') return new Blob([new Uint8Array(await buffer(process.stdin))]);
  const path = resolve(workingDirectory, text);
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new CliError(`There is no file ${text}, and it is no address either.`, 'usage');
  }
  const type = mediaTypes[extname(path).toLowerCase()];
  return new File([readFileSync(path)], basename(path), type ? { type } : {});
}

/** JSON as it was typed, `@file`, or `-` for standard input. @throws CliError */
export async function readJsonArgument(
  text: string,
  workingDirectory: string,
): Promise<Record<string, unknown>> {
  const source = text.startsWith('@')
    ? readFileSync(resolve(workingDirectory, text.slice(1)), 'utf8')
    : text === '-'
      ? (await buffer(process.stdin)).toString()
      : text;
  try {
    const value: unknown = JSON.parse(source);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new CliError('--input must be a JSON object, @file or - for standard input.', 'usage');
}
