import type { AccountStore } from './account-store.ts';
import { type SubUserView, toSubUserView } from './sub-user-view.ts';

/** A page of the caller's sub-users by name, those who are disabled among them. */
export async function listSubUsers(
  { accounts }: { accounts: Pick<AccountStore, 'get' | 'getSubUsers'> },
  { owner, pageNum, pageSize }: { owner: string; pageNum: number; pageSize: number },
): Promise<{ rows: SubUserView[]; count: number }> {
  const users = await accounts.getSubUsers(owner);
  const from = (pageNum - 1) * pageSize;
  const page = await Promise.all(
    users.slice(from, from + pageSize).map((user) => accounts.get(user.owner)),
  );
  const rows = page.filter((account) => account !== undefined).map(toSubUserView);
  return { rows, count: users.length };
}
