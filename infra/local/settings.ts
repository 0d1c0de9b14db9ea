import { resolve } from 'node:path';
import * as z from 'zod';

/** What the user may choose for the local run. */
export interface Settings {
  port: number;
  dataDirectory: string;
  /** What the first user gets. */
  coins: number;
}

/** A setting makes no sense; the message says which and what would. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const schema = z.object({
  // Two more ports follow it.
  PORT: z.coerce.number('must be a port').int().min(1).max(65_533).default(8787),
  DATA_DIR: z.string().min(1).default('.reelhook'),
  COINS: z.coerce.number('must be a number of coins').int().min(0).default(1_000_000),
});

/** Reads PORT, DATA_DIR and COINS; a relative folder is one of `root`. Throws SettingsError. */
export function readSettings(environment: NodeJS.ProcessEnv, root: string): Settings {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}=${environment[String(path[0])]}: ${message}`,
    );
    throw new SettingsError(problems.join('\n'));
  }
  const { PORT, DATA_DIR, COINS } = parsed.data;
  return { port: PORT, dataDirectory: resolve(root, DATA_DIR), coins: COINS };
}
