import { resolve } from 'node:path';
import * as z from 'zod';

/** What the user may choose for the local run. */
export interface Settings {
  /** A template that was synthesized before with the same settings, to save the time. */
  assemblyDirectory: string | undefined;
  port: number;
  dataDirectory: string;
  /** What the first user gets. */
  coins: number;
  /** What the template is made with beside the port, by the names of the CDK context. */
  context: Record<string, string>;
}

/** A setting makes no sense; the message says which and what would. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const schema = z.object({
  // Two more ports follow it.
  PORT: z.coerce.number('must be a port').int().min(1).max(65_533).default(8787),
  DATA_DIR: z.string().min(1).default('.reelhook'),
  ASSEMBLY_DIR: z.string().min(1).optional(),
  COINS: z.coerce.number('must be a number of coins').int().min(0).default(1_000_000),
});

/** The context values of the template that can be set from the environment; the template checks them. */
const contextNames = {
  CALLBACK_URL: 'callbackUrl',
  CONTACT: 'contact',
  CORS_ORIGINS: 'corsOrigins',
  OPEN_TASKS: 'openTasks',
  REQUESTS_PER_MINUTE: 'requestsPerMinute',
  STARTS_PER_MINUTE: 'startsPerMinute',
  TASKS_PER_DAY: 'tasksPerDay',
} as const;

/**
 * Reads PORT, DATA_DIR, COINS, ASSEMBLY_DIR and what the template is made with; a relative data folder is one
 * of `root`. Throws SettingsError.
 */
export function readSettings(environment: NodeJS.ProcessEnv, root: string): Settings {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}=${environment[String(path[0])]}: ${message}`,
    );
    throw new SettingsError(problems.join('\n'));
  }
  const { ASSEMBLY_DIR, COINS, DATA_DIR, PORT } = parsed.data;
  const context = Object.entries(contextNames).flatMap(([variable, name]) => {
    const value = environment[variable];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    port: PORT,
    dataDirectory: resolve(root, DATA_DIR),
    coins: COINS,
    assemblyDirectory: ASSEMBLY_DIR,
    context: Object.fromEntries(context),
  };
}
