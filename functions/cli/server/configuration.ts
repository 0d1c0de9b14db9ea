import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const schema = z.object({ server: z.string(), token: z.string() });

/** The server that a person has logged in to. */
export type Login = z.output<typeof schema>;

const FILE = 'login.json';

/** Undefined if nobody has logged in, or the file can't be read. */
export function readLogin(directory: string): Login | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(join(directory, FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Keeps it, readable for this user alone. @returns the file's path */
export function writeLogin(directory: string, login: Login): string {
  const path = join(directory, FILE);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return path;
}

/** Forgets it. */
export function removeLogin(directory: string): void {
  rmSync(join(directory, FILE), { force: true });
}
