import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const OWNER_MAY_RUN = 0o100;

/**
 * Lets everyone read what is in the folder, and run what its owner may: a function runs as another user than the one
 * that owns its files, and files made under a strict umask would be closed to it (Lambda Developer Guide,
 * "Troubleshoot deployment issues", EACCES).
 */
export function openToEveryone(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToEveryone(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & OWNER_MAY_RUN ? 0o755 : 0o644);
  }
}
