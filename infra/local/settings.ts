import { resolve } from 'node:path';
import * as z from 'zod';
import { LOOPBACK } from './engines/http.ts';

/** What the user may choose for the local run. */
export interface Settings {
  /** A template that was synthesized before with the same settings, to save the time. */
  assemblyDirectory: string | undefined;
  port: number;
  dataDirectory: string;
  /** What the first user gets. */
  coins: number;
  /** The address on which the API and the media are listened to. */
  host: string;
}

/** A setting makes no sense; the message says which and what would. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const schema = z.object({
  // Two more ports follow it.
  PORT: z.coerce.number('must be a port').int().min(1).max(65_533).default(8787),
  HOST: z.string().min(1).default(LOOPBACK),
  DATA_DIR: z.string().min(1).default('.reelhook'),
  ASSEMBLY_DIR: z.string().min(1).optional(),
  COINS: z.coerce.number('must be a number of coins').int().min(0).default(1_000_000),
});

/**
 * Reads PORT, HOST, DATA_DIR, COINS and ASSEMBLY_DIR; a relative data folder is one of `root`. Throws SettingsError.
 */
export function readSettings(environment: NodeJS.ProcessEnv, root: string): Settings {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}=${environment[String(path[0])]}: ${message}`,
    );
    throw new SettingsError(problems.join('\n'));
  }
  const { ASSEMBLY_DIR, COINS, DATA_DIR, HOST, PORT } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDirectory: resolve(root, DATA_DIR),
    coins: COINS,
    assemblyDirectory: ASSEMBLY_DIR,
  };
}
