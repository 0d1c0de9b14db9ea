import type { AccountStore } from './account-store.ts';
import { getParent } from './sub-users.ts';

/** How many uploads and copies an account and its sub-users may make on one day, UTC. They are kept for seven days. */
const MOST_PER_DAY = 1000;
const DAY_SECONDS = 24 * 60 * 60;

/** The account has made as many uploads today as it may. */
export class UploadLimitError extends Error {
  override readonly name = 'UploadLimitError';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`An account may upload ${MOST_PER_DAY} files a day (UTC).`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface CountUploadDependencies {
  readonly accounts: Pick<AccountStore, 'countUpload'>;
  readonly clock: { now(): number };
}

/**
 * Counts one upload of the owner's in its account, or in its parent's.
 * @throws UploadLimitError, until the next day
 */
export async function countUpload(
  { accounts, clock }: CountUploadDependencies,
  owner: string,
): Promise<void> {
  const now = clock.now();
  const day = new Date(now).toISOString().slice(0, 10);
  if (await accounts.countUpload(getParent(owner) ?? owner, day, MOST_PER_DAY)) return;
  const begun = Date.parse(`${day}T00:00:00.000Z`) / 1000;
  throw new UploadLimitError(Math.ceil(begun + DAY_SECONDS - now / 1000));
}
