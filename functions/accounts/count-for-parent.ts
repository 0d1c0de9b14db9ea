import type { Hold } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { getRequest } from './claim.ts';
import { getParent } from './sub-users.ts';
import {
  createTakeHolds,
  type TakeHoldsDependencies,
  type TakenHolds,
  type WantedHolds,
} from './take-holds.ts';

interface CountContext extends TakeHoldsDependencies {
  readonly accounts: TakeHoldsDependencies['accounts'] &
    Pick<AccountStore, 'closeHold' | 'uncountDay'>;
}

/**
 * Counts the tasks of sub-users in their parents' accounts, so that a parent's limits bound all below it: as holds that
 * cost nothing. Tasks of others are not counted, nor are any where there are no limits.
 */
export function createCountForParent(context: CountContext) {
  const { accounts, clock, limits } = context;
  const takeHolds = createTakeHolds(context);

  async function uncount(parent: string, { taken }: TakenHolds): Promise<void> {
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    for (const id of taken) {
      if (await accounts.closeHold(parent, id, true)) await accounts.uncountDay(parent, day);
    }
  }

  return {
    /** Counts the tasks, then takes their price; not counted where that is refused. @throws TaskLimitError */
    async countWith(wanted: WantedHolds, take: () => Promise<TakenHolds>): Promise<TakenHolds> {
      const parent = getParent(wanted.owner);
      if (parent === undefined || !limits) return take();
      const counted = await takeHolds({
        owner: parent,
        taskIds: wanted.taskIds,
        price: counting(wanted.price, clock.now()),
      });
      try {
        return await take();
      } catch (error) {
        await uncount(parent, counted);
        throw error;
      }
    },

    /** Counts a task no longer among the open ones. */
    async forget(owner: string, taskId: string, claim?: string): Promise<void> {
      const parent = getParent(owner);
      if (parent === undefined) return;
      await accounts.closeHold(parent, taskId, true, claim && getRequest(claim));
    },
  };
}

function counting(price: Hold, now: number): Hold {
  return {
    amount: 0,
    currency: 'coins',
    countedSince: Math.floor(now / 1000),
    ...(price.claim === undefined ? {} : { claim: getRequest(price.claim) }),
  };
}
