import * as z from 'zod';
import { createUser } from '../accounts/create-user.ts';
import { createUserContext } from '../context.ts';
import { signingSecret } from '../webhooks/keys.ts';
import { step } from './step.ts';

const limit = z.int().min(1).max(10_000_000).optional();
const payload = z.object({
  name: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens or underscores'),
  coins: z.int().min(0).max(1_000_000_000).default(0),
  diamonds: z.int().min(0).max(1_000_000_000).default(0),
  limits: z.strictObject({ openTasks: limit, tasksPerDay: limit }).optional(),
});
const context = createUserContext();

/** An operator's command: answers `{ owner, token, coins, diamonds, signingSecret }`. */
export const handler = step('create-user', payload, async (call) => ({
  ...(await createUser(context, call)),
  signingSecret: await signingSecret(context, call.name),
}));
