import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { inject } from 'vitest';
import { type LocalClock, systemClock } from '../../infra/local/clock.ts';
import { ensureFirstUser, type FirstUser } from '../../infra/local/first-user.ts';
import type { LogEntry } from '../../infra/local/log.ts';
import { readParameterFiles } from '../../infra/local/read-parameter-files.ts';
import { startStack } from '../../infra/local/stack.ts';
import { type Api, createApi } from './api.ts';

const photo = readFileSync(join(import.meta.dirname, '../../docs/samples/rocket.jpg'));

/** The whole product on this machine, as `npm start` runs it, with a folder of its own and a first user. */
export async function startService(
  options: {
    clock?: LocalClock;
    coins?: number;
    assemblyDirectory?: string;
    /** What `npm start` would find in its environment. */
    environment?: Record<string, string>;
  } = {},
) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-story-'));
  const entries: LogEntry[] = [];
  const stack = await startStack({
    assemblyDirectory: options.assemblyDirectory ?? inject('assemblyDirectory'),
    dataDirectory,
    port: 0,
    clock: options.clock ?? systemClock(),
    log: (entry) => void entries.push(entry),
    environment: options.environment ?? {},
    readParameters: (outputs) =>
      readParameterFiles(outputs, options.environment ?? {}, dataDirectory),
  });
  const userFile = join(dataDirectory, 'first-user.json');
  const user = await ensureFirstUser(stack, userFile, options.coins ?? 10_000);
  if (!user) throw new Error('The template makes no first user.');

  return {
    stack,
    user,
    entries,
    api: createApi(stack.apiUrl, user.token),
    stepFunctions: stepFunctionsAt(stack.endpointUrl),
    /** Another owner. @param more what else `create-user` may be told */
    async addUser(
      name: string,
      coins: number,
      more: object = {},
    ): Promise<{ api: Api; user: FirstUser }> {
      const functionName = stack.outputs['CreateUserFunctionName'] ?? '';
      const result = await stack.invoke(functionName, { name, coins, ...more });
      if (result.outcome !== 'succeeded') throw new Error(JSON.stringify(result));
      const other = JSON.parse(result.payload) as FirstUser;
      return { user: other, api: createApi(stack.apiUrl, other.token) };
    },
    /** What an operator does with `change-account`. */
    async changeAccount(change: object): Promise<unknown> {
      const functionName = stack.outputs['ChangeAccountFunctionName'] ?? '';
      const result = await stack.invoke(functionName, change);
      if (result.outcome !== 'succeeded') throw new Error(JSON.stringify(result));
      return JSON.parse(result.payload);
    },
    async [Symbol.asyncDispose]() {
      await stack.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** A client of Step Functions as an operator's SDK or console is one. */
export function stepFunctionsAt(endpoint: string): SFNClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new SFNClient({ endpoint, region: 'us-east-1', credentials });
}

/** The sample photo, as anyone's web server answers it. */
export const servesPhoto = (response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo);
