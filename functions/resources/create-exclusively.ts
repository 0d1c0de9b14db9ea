import type { Exclusively } from '../exclusively.ts';
import { CONFLICT, type Pause, retryOnConflict } from '../retry-on-conflict.ts';
import type { ResourceAddress, ResourceStore } from './resource-store.ts';

interface ExclusivelyDependencies {
  readonly resources: Pick<ResourceStore, 'add' | 'remove'>;
  readonly clock: { now(): number };
  readonly pause?: Pause | undefined;
}

const COLLECTION = 'locks';
/** Longer than a function that answers a caller may run, so that whoever left a lock behind is dead. In seconds. */
const LEASE = 60;

/**
 * Makes what serializes work that counts before it adds, such as the tokens of an account. A lock is a thing of the
 * owner's that expires.
 * @throws BusyError when others have held the lock for too long
 */
export function createExclusively({
  resources,
  clock,
  pause,
}: ExclusivelyDependencies): Exclusively {
  function acquire(lock: ResourceAddress): Promise<boolean> {
    const now = clock.now();
    const expiresAt = Math.floor(now / 1000) + LEASE;
    return resources.add({
      ...lock,
      createdAt: new Date(now).toISOString(),
      expiresAt,
      content: {},
    });
  }

  return async function exclusively(owner, purpose, work) {
    const lock = { owner, collection: COLLECTION, id: purpose };
    await retryOnConflict({ what: `What ${owner} has`, pause }, async () =>
      (await acquire(lock)) ? lock : CONFLICT,
    );
    try {
      return await work();
    } finally {
      await resources.remove(lock);
    }
  };
}
