import * as z from 'zod';
import { createUser } from '../accounts/create-user.ts';
import { cipher } from '../service/aws.ts';
import { clock } from '../service/environment.ts';
import { accounts, webhooks } from '../service/records.ts';
import { signingSecret } from '../webhooks/keys.ts';
import { accountLimits, amount } from './operator-fields.ts';
import { step } from './step.ts';

const payload = z.object({
  name: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens or underscores'),
  coins: amount,
  diamonds: amount,
  limits: accountLimits.optional(),
});
const context = { accounts: accounts(), store: webhooks(), cipher: cipher(), clock };

/** An operator's command: answers `{ owner, token, coins, diamonds, signingSecret }`. */
export const handler = step('create-user', payload, async (call) => ({
  ...(await createUser(context, call)),
  signingSecret: await signingSecret(context, call.name),
}));
