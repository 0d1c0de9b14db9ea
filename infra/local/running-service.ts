import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalStack } from './stack.ts';

const FILE = 'service.json';

/** Writes into the data folder how to reach the service that runs on it, for other programs of the same user. */
export function noteRunning(
  dataDirectory: string,
  { apiUrl, endpointUrl, outputs }: Pick<LocalStack, 'apiUrl' | 'endpointUrl' | 'outputs'>,
): void {
  const path = join(dataDirectory, FILE);
  const running = { pid: process.pid, apiUrl, endpointUrl, outputs };
  writeFileSync(`${path}.new`, JSON.stringify(running, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The service runs no more. One that was killed leaves its file: whoever reads it asks whether it answers. */
export function noteStopped(dataDirectory: string): void {
  rmSync(join(dataDirectory, FILE), { force: true });
}
