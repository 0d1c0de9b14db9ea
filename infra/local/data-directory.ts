import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explainDataError } from './data-directory-error.ts';

/** Another local stack uses the folder. */
export class DataDirectoryLockedError extends Error {
  override name = 'DataDirectoryLockedError';
}

/** Where the local stack keeps what. */
export interface DataDirectory {
  path(...names: string[]): string;
  /** Lets another stack use the folder. */
  release(): void;
}

/**
 * Makes the folder if need be and takes it for this process. The system holds the lock, so that it is free as soon as
 * its process is gone, however it went. Nobody else may read it. Throws DataDirectoryLockedError or DataDirectoryError.
 */
export function openDataDirectory(directory: string): DataDirectory {
  try {
    return lockDirectory(directory);
  } catch (error) {
    throw explainDataError(directory, error);
  }
}

function lockDirectory(directory: string): DataDirectory {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const holder = join(directory, 'stack.pid');
  const lock = new DatabaseSync(join(directory, 'stack.lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT');
  } catch (error) {
    lock.close();
    if (!String(error).includes('locked')) throw error;
    throw new DataDirectoryLockedError(
      `The data folder ${directory} is in use by another local stack (process ${readHolder(holder)}). ` +
        'Stop that one first, or give this one its own folder: DATA_DIR=<folder> npm start',
    );
  }
  writeFileSync(holder, String(process.pid));
  return {
    path: (...names) => join(directory, ...names),
    release: () => lock.close(),
  };
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return 'unknown';
  }
}
