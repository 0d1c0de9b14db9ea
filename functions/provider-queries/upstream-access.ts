import type { AccountStore } from '../accounts/account-store.ts';
import { getParent } from '../accounts/sub-users.ts';
import type { UpstreamIds } from '../tasks/upstream-ids.ts';
import { findQueryProvider, type QueryDependencies } from './query-provider.ts';
import type { SharedLists } from './shared-lists.ts';

/** Makes what says whose the ids of a provider are: by its lists, and by what the operator has written into accounts. */
export function createUpstreamAccess(
  context: Pick<QueryDependencies, 'providersForQuery'> &
    Omit<SharedLists, 'sharedVoices'> & { readonly accounts: Pick<AccountStore, 'get'> },
): UpstreamIds {
  const lists = {
    avatars: { query: 'list-avatars', read: () => context.sharedAvatars() },
    backgrounds: { query: 'list-backgrounds', read: () => context.sharedBackgrounds() },
  } as const;

  async function isAssignedTo(owner: string, id: string): Promise<boolean> {
    const account = await context.accounts.get(owner);
    return account?.assignedIds?.includes(id) ?? false;
  }

  return {
    async isShared(list, id) {
      const { query, read } = lists[list];
      if ((await findQueryProvider(context, query)) === undefined) return true;
      return (await read()).some(({ _id }) => _id === id);
    },
    async isAssigned(owner, id) {
      const parent = getParent(owner);
      return (
        (await isAssignedTo(owner, id)) ||
        (parent !== undefined && (await isAssignedTo(parent, id)))
      );
    },
  };
}
