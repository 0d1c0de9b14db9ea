import type { Hold } from '../accounts/account.ts';
import { createCharge, type Task } from './task.ts';

/** In place of the hash of a request that went with the process that had received it. */
const ABANDONED = 'abandoned';

/**
 * The record of a task whose coins were taken and whose request was lost before it was recorded. Nobody is shown it;
 * it keeps the id, so that a late repeat of the request finds its coins given back instead of a task nobody paid for.
 */
export function abandonedTask(facts: {
  readonly id: string;
  readonly owner: string;
  readonly price: Hold;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long records are kept, in seconds. */
  readonly keepSeconds: number;
}): Task {
  const { id, owner, price, now, keepSeconds } = facts;
  const time = new Date(now).toISOString();
  return {
    id,
    owner,
    kind: 'image-to-video',
    name: id,
    request: {},
    variant: 0,
    fingerprint: ABANDONED,
    status: 'failed',
    ...createCharge(price),
    ...(price.claim === undefined ? {} : { claim: price.claim }),
    provider: '',
    version: 1,
    createdAt: time,
    updatedAt: time,
    progress: 0,
    failure: { code: 'abandoned', message: 'The request was lost before it was recorded.' },
    finishedAt: time,
    deletedAt: time,
    announcedAt: time,
    expiresAt: Math.floor(now / 1000) + keepSeconds,
  };
}

/** True for a record of `abandonedTask`. */
export function isAbandoned({ fingerprint }: Task): boolean {
  return fingerprint === ABANDONED;
}
