import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { LocalStack } from './stack.ts';

const userSchema = z.object({ owner: z.string(), token: z.string(), signingSecret: z.string() });

/** The first user gets a diamond for this many coins: a hundred beside a million. */
const COINS_FOR_A_DIAMOND = 10_000;

/** Who the local stack's first token belongs to. */
export type FirstUser = z.infer<typeof userSchema>;

/**
 * The user that the first start makes with the function of the output `CreateUserFunctionName`; later starts find it
 * in the file. Undefined when the template has no such output. Throws when the function fails.
 * @param path the file, readable for this user only
 */
export async function ensureFirstUser(
  { invoke, outputs }: Pick<LocalStack, 'invoke' | 'outputs'>,
  path: string,
  coins: number,
): Promise<FirstUser | undefined> {
  if (existsSync(path)) return userSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const functionName = outputs['CreateUserFunctionName'];
  if (functionName === undefined) return undefined;
  const result = await invoke(functionName, {
    name: 'operator',
    coins,
    diamonds: Math.floor(coins / COINS_FOR_A_DIAMOND),
  });
  if (result.outcome !== 'succeeded') {
    const reason = result.outcome === 'failed' ? result.error.errorMessage : result.reason;
    throw new Error(`The first user could not be made: ${reason}`);
  }
  const user = userSchema.parse(JSON.parse(result.payload));
  writeFileSync(`${path}.new`, JSON.stringify(user, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return user;
}
