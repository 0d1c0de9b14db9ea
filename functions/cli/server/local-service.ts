import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { CliContext } from '../cli-context.ts';

/** What the local run writes while it runs (infra/local/running-service.ts). */
const runningSchema = z.object({
  pid: z.number(),
  apiUrl: z.string(),
  endpointUrl: z.string(),
  outputs: z.record(z.string(), z.string()),
});
const userSchema = z.object({ owner: z.string(), token: z.string(), signingSecret: z.string() });

/** A local service that runs. */
export interface LocalService extends z.output<typeof runningSchema> {
  readonly dataDirectory: string;
  /** Its first user's. */
  readonly token: string;
}

/** The folders in which a local service of this person's may keep its data, the likeliest first. */
export function getDataDirectories(
  { environment, workingDirectory, service }: CliContext,
  asked?: string,
): string[] {
  const named = asked ?? environment['DATA_DIR'];
  if (named) return [resolve(workingDirectory, named)];
  const own = join(workingDirectory, '.reelhook');
  return existsSync(own) ? [own, service.dataDirectory] : [service.dataDirectory];
}

/** The local service that runs on one of these folders; undefined if none does. */
export async function findLocalService(
  directories: readonly string[],
): Promise<LocalService | undefined> {
  for (const dataDirectory of directories) {
    const running = readJson(join(dataDirectory, 'service.json'), runningSchema);
    const user = readJson(join(dataDirectory, 'first-user.json'), userSchema);
    if (running && user && (await isAnswering(running.apiUrl))) {
      return { ...running, dataDirectory, token: user.token };
    }
  }
  return undefined;
}

async function isAnswering(apiUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${apiUrl}/health`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

function readJson<Value>(path: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
