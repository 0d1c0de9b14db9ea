import { getParent } from '../../accounts/sub-users.ts';
import type { ResourceStore } from '../../resources/resource-store.ts';
import { ApiError } from './api-error.ts';

/** Does work that holds a request open, and refuses it while the account does as much of it as it may. */
export type FewAtATime = <Result>(owner: string, work: () => Promise<Result>) => Promise<Result>;

/** How many slow requests an account and its sub-users may have open: each takes one of the functions that all share. */
const MOST = 5;
const COLLECTION = 'slow-requests';
/** Longer than the API function runs, so that a request that is still noted after it has died. In seconds. */
const LEASE = 60;
const RETRY_AFTER = 5;

/** Makes what bounds the slow requests of an account: each notes itself, under one of a few names, for as long as it lasts. */
export function createFewAtATime({
  resources,
  clock,
}: {
  resources: Pick<ResourceStore, 'add' | 'remove'>;
  clock: { now(): number };
}): FewAtATime {
  async function findFree(owner: string) {
    const now = clock.now();
    const begin = Math.floor(Math.random() * MOST);
    for (let index = 0; index < MOST; index += 1) {
      const id = `${(begin + index) % MOST}`;
      const address = { owner, collection: COLLECTION, id };
      const createdAt = new Date(now).toISOString();
      const expiresAt = Math.floor(now / 1000) + LEASE;
      if (await resources.add({ ...address, createdAt, expiresAt, content: {} })) return address;
    }
    throw new ApiError(
      429,
      `An account may have ${MOST} requests open that wait for others, such as copies of files, pings and speech. Try again in ${RETRY_AFTER} s.`,
      [],
      RETRY_AFTER,
    );
  }

  return async function fewAtATime(owner, work) {
    const address = await findFree(getParent(owner) ?? owner);
    try {
      return await work();
    } finally {
      await resources.remove(address);
    }
  };
}
