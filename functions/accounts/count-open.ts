import type { Account } from './account.ts';
import type { AccountStore, OpenHold } from './account-store.ts';

export interface CountOpenDependencies {
  readonly accounts: Pick<AccountStore, 'findHold' | 'listHolds' | 'noteClosed'>;
}

/**
 * Counts which holds of an account are open and notes how many are not, in place of a write for each that closes. Every
 * hold that the account had taken when it was read has an item or is pending there; counted is whatever has not been
 * seen closed, so never too few.
 * @param seen read before the list
 * @param listed optional; defaults to a list that is made now
 * @returns the account with what is known now
 */
export async function countOpen(
  { accounts }: CountOpenDependencies,
  seen: Account,
  listed?: readonly OpenHold[],
): Promise<Account> {
  const { owner, opened, pendingHolds } = seen;
  const holds = listed ?? (await accounts.listHolds(owner));
  const items = new Set(holds.map(({ taskId, counts }) => `${counts} ${taskId}`));
  let open = holds.length;
  for (const { taskId, countedSince, nonce } of Object.values(pendingHolds)) {
    const counts = countedSince !== undefined;
    if (items.has(`${counts} ${taskId}`)) continue;
    const item = await accounts.findHold(owner, taskId, counts);
    if (item === undefined || (item.nonce === nonce && item.isOpen)) open += 1;
  }
  const closed = opened - open;
  if (closed <= seen.closed || !(await accounts.noteClosed(seen, closed))) return seen;
  return { ...seen, closed };
}
