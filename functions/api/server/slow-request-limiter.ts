import { getParent } from '../../accounts/sub-users.ts';
import type { ResourceStore } from '../../resources/resource-store.ts';
import { ApiError } from './api-error.ts';

/**
 * Bounds the requests of an account that are held open while somebody else is waited for: each takes one of the
 * functions that all accounts share. Counted over all instances of the API, a sub-user's with its parent's.
 */
export interface SlowRequestLimiter {
  /**
   * Runs the work and answers its result.
   * @throws ApiError 429 with `Retry-After`, before any work, while the account has as many open as it may
   */
  run<Result>(owner: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * As `run`, for a wait that is optional: answers undefined at once instead of throwing, and leaves one of those that the
   * account may have open to `run`, so that a task can be cancelled while others wait for it.
   */
  runIfFree<Result>(owner: string, work: () => Promise<Result>): Promise<Result | undefined>;
}

/** How many slow requests an account and its sub-users may have open. */
const MOST = 5;
/** How many of them may be optional. */
const MOST_OPTIONAL = 4;
const COLLECTION = 'slow-requests';
/** Longer than the API function runs, so that a request that is still counted after it has died. In seconds. */
const LEASE = 60;
const RETRY_AFTER = 5;

/** Makes the limiter: each request holds one of a few names of its account's in the resource store, as a lease. */
export function createSlowRequestLimiter({
  resources,
  clock,
}: {
  resources: Pick<ResourceStore, 'add' | 'remove'>;
  clock: { now(): number };
}): SlowRequestLimiter {
  async function acquire(account: string, most: number) {
    const now = clock.now();
    const begin = Math.floor(Math.random() * most);
    for (let index = 0; index < most; index += 1) {
      const id = `${(begin + index) % most}`;
      const address = { owner: account, collection: COLLECTION, id };
      const createdAt = new Date(now).toISOString();
      const expiresAt = Math.floor(now / 1000) + LEASE;
      if (await resources.add({ ...address, createdAt, expiresAt, content: {} })) return address;
    }
    return undefined;
  }

  async function runOr<Result, Refused>(
    { owner, most }: { readonly owner: string; readonly most: number },
    work: () => Promise<Result>,
    refuse: () => Refused,
  ): Promise<Result | Refused> {
    const lease = await acquire(getParent(owner) ?? owner, most);
    if (!lease) return refuse();
    try {
      return await work();
    } finally {
      // A lease that could not be removed ends by itself; the work is done all the same.
      await resources.remove(lease).catch(() => {});
    }
  }

  return {
    run: (owner, work) => runOr({ owner, most: MOST }, work, refuse),
    runIfFree: (owner, work) => runOr({ owner, most: MOST_OPTIONAL }, work, () => undefined),
  };
}

function refuse(): never {
  const message = `Too many slow requests: an account may have ${MOST} open that wait for others, such as copies of files, pings and speech. Try again in ${RETRY_AFTER} s.`;
  throw new ApiError(429, message, [], RETRY_AFTER);
}
