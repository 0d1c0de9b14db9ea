import type { Account, PendingHold } from './account.ts';

/** The pending holds of the same tasks that others have taken; none where no other request can ask for those tasks. */
export function findOtherHolds(
  { pendingHolds }: Pick<Account, 'pendingHolds'>,
  pending: readonly PendingHold[],
): PendingHold[] {
  return Object.values(pendingHolds).filter(({ taskId, nonce }) =>
    pending.some(
      (ours) => ours.claim !== undefined && ours.taskId === taskId && ours.nonce !== nonce,
    ),
  );
}
