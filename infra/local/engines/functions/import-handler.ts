import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadedFunction } from './invocation.ts';

export type Handler = (event: unknown, context: object) => unknown;

/**
 * Loads a function's code.
 * @throws an error with the name that Lambda's runtime gives it if there is no such module or export, and whatever the
 * code throws
 */
export async function importHandler({ directory, handler }: LoadedFunction): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const [file, exportName] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const path = ['.js', '.mjs', '.cjs']
    .map((extension) => join(directory, file + extension))
    .find(existsSync);
  if (path === undefined) {
    throw namedError('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  }
  const module = await import(pathToFileURL(path).href);
  const found = module[exportName] ?? module.default?.[exportName];
  if (typeof found !== 'function') {
    throw namedError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  return found;
}

/** An error whose name is read by what catches it. */
export function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
