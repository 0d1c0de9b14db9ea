import * as z from 'zod';
import { changeAccount } from '../accounts/change-account.ts';
import { changeAccountContext } from '../context.ts';
import { accountLimits, amount } from './operator-fields.ts';
import { step } from './step.ts';

const payload = z.strictObject({
  name: z.string().min(1),
  grant: z
    .strictObject({ id: z.string().min(1).max(100), coins: amount, diamonds: amount })
    .exactOptional(),
  limits: accountLimits.optional(),
});
const context = changeAccountContext();

/** An operator's command: answers `{ owner, coins, diamonds, limits }`. */
export const handler = step('change-account', payload, (call) => changeAccount(context, call));
