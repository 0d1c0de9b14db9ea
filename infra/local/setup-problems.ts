import * as z from 'zod';
import type { FirstUser } from './first-user.ts';
import type { LocalStack } from './stack.ts';

const answer = z.object({ data: z.object({ problems: z.array(z.string()) }) });

/**
 * What is missing or wrong in what the user configured, in sentences: what the address of the output `SetupUrl` answers
 * to the first user's token. Nothing when the template has no such output.
 */
export async function setupProblems(
  { apiUrl, outputs }: Pick<LocalStack, 'apiUrl' | 'outputs'>,
  user: FirstUser | undefined,
): Promise<string[]> {
  const url = outputs['SetupUrl'];
  if (url === undefined || user === undefined) return [];
  // The template may have been made for another port.
  const address = new URL(new URL(url).pathname, apiUrl);
  const response = await fetch(address, { headers: { authorization: `Bearer ${user.token}` } });
  const { data } = answer.parse(await response.json());
  return data.problems;
}
