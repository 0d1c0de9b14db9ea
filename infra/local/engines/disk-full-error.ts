/** SQLITE_FULL, and SQLITE_IOERR_SHMSIZE, which is a full disk in the index of the write-ahead log (SQLite, "Result and Error Codes"). */
const FULL_CODES = [13, 4874];

/** A write found no room on the disk and has been taken back: nothing of it is kept, and it can be sent again. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
  /** What services answer, of those errors that the SDK repeats (AWS Common Errors, "ServiceUnavailable"). */
  readonly statusCode = 503;
  readonly body: { readonly __type: string; readonly message: string };

  constructor(cause: unknown) {
    const message = 'The disk of the data folder is full; nothing was written.';
    super(message, { cause });
    this.body = { __type: 'ServiceUnavailable', message };
  }
}

/** Whether a write failed only because the disk has no room. @param error of SQLite or of the file system */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof DiskFullError) return true;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT' || FULL_CODES.includes(Number(errcode));
}
