/** The data folder can't be used; the message names it and says what to do. */
export class DataDirectoryError extends Error {
  override name = 'DataDirectoryError';
}

/** What is wrong and what to do about it, by the code of the system's error. */
const SYSTEM_PROBLEMS: Readonly<Record<string, string>> = {
  EEXIST: 'is a file. Give a folder: DATA_DIR=<folder> npm start',
  ENOTDIR: 'is a file, or lies below one. Give a folder: DATA_DIR=<folder> npm start',
  EACCES:
    'may not be written by this user. Change its owner, or give another: DATA_DIR=<folder> npm start',
  EPERM:
    'may not be written by this user. Change its owner, or give another: DATA_DIR=<folder> npm start',
  EROFS: 'is on a read-only file system. Give another one: DATA_DIR=<folder> npm start',
  ENOSPC: 'is on a full disk. Free some space, or give another one: DATA_DIR=<folder> npm start',
};

/** The same by SQLite's primary result code (SQLite, "Result and Error Codes"). */
const SQLITE_PROBLEMS: Readonly<Record<number, string>> = {
  8: 'holds files that may not be written by this user. Change their owner, or give another: DATA_DIR=<folder> npm start',
  11: 'is damaged. Restore it from a copy, or start anew with another one: DATA_DIR=<folder> npm start',
  13: 'is on a full disk. Free some space, or give another one: DATA_DIR=<folder> npm start',
  14: 'may not be written by this user. Change its owner, or give another: DATA_DIR=<folder> npm start',
  26: 'is damaged. Restore it from a copy, or start anew with another one: DATA_DIR=<folder> npm start',
};

/** Puts what opening the folder's files failed with into a sentence; any other error stays as it is. */
export function explainDataError(directory: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, errcode } = error as { code?: string; errcode?: number };
  const problem =
    errcode === undefined ? SYSTEM_PROBLEMS[code ?? ''] : SQLITE_PROBLEMS[errcode & 0xff];
  if (problem === undefined) return error;
  return new DataDirectoryError(`The data folder ${directory} ${problem}`, { cause: error });
}
