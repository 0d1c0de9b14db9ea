import * as z from 'zod';
import { changeAccount } from '../accounts/change-account.ts';
import { clock } from '../service/environment.ts';
import { accounts } from '../service/records.ts';
import { accountLimits, amount } from './operator-fields.ts';
import { step } from './step.ts';

const payload = z.strictObject({
  name: z.string().min(1),
  grant: z
    .strictObject({ id: z.string().min(1).max(100), coins: amount, diamonds: amount })
    .exactOptional(),
  limits: accountLimits.optional(),
  assignedIds: z.array(z.string().min(1).max(100)).max(100).optional(),
  disabled: z.literal(true, 'must be true: a disabled account stays disabled').optional(),
});
const context = { accounts: accounts(), clock };

/** An operator's command: answers `{ owner, coins, diamonds, limits, assignedIds, disabled }`. */
export const handler = step('change-account', payload, (call) => changeAccount(context, call));
