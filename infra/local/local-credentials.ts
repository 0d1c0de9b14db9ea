import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { region } from './intrinsics.ts';

/** Credentials of AWS clients that talk to the local stack. */
export interface LocalCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const SECRET_BYTES = 32;

/**
 * The credentials of the functions, made at the first start and kept in a file that only its owner reads: what is
 * signed with them, presigned uploads included, holds over a restart, and nobody else can sign. Only S3 checks
 * signatures.
 */
export function loadCredentials(path: string): LocalCredentials {
  if (!existsSync(path)) {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    writeFileSync(`${path}.new`, secret, { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  }
  return { accessKeyId: 'local', secretAccessKey: readFileSync(path, 'utf8') };
}

/** The same for a process's environment. */
export function toVariables({ accessKeyId, secretAccessKey }: LocalCredentials) {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}
