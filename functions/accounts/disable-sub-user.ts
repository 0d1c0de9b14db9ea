import type { AccountStore } from './account-store.ts';
import { disableAccount } from './disable-account.ts';
import { type SubUserView, toSubUserView } from './sub-user-view.ts';
import { requireSubUser } from './sub-users.ts';

/**
 * Ends a sub-user: its tokens are taken back and it gets no other. Its tasks go on, its records stay, and its coins can
 * be transferred back, also those that tasks give back later. Can be repeated.
 * @throws UserNotFoundError
 */
export async function disableSubUser(
  { accounts, clock }: { accounts: AccountStore; clock: { now(): number } },
  { owner, username }: { owner: string; username: string },
): Promise<SubUserView> {
  const user = await requireSubUser(accounts, owner, username);
  const disabledAt = user.disabledAt ?? new Date(clock.now()).toISOString();
  await disableAccount({ accounts, clock }, user.owner);
  return toSubUserView({ ...user, disabledAt });
}
