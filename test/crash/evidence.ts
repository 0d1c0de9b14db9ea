import type { Account } from '../../functions/accounts/account.ts';
import type { LedgerEntry } from '../../functions/accounts/ledger-entry.ts';
import type { Task } from '../../functions/tasks/task.ts';
import type { CancelAnswer } from './cancellations.ts';
import type { OutsideWorld } from './outside-world.ts';

/** Everything that is looked at. */
export interface Evidence {
  readonly tasks: readonly Task[];
  readonly account: Account;
  /** What is still held for tasks, and prices that are still on their way back. */
  readonly openHolds: readonly string[];
  readonly entries: readonly LedgerEntry[];
  /** The ids of the tasks that were promised, each promise once. */
  readonly accepted: readonly string[];
  /** What clients that cancelled were answered for certain, by the tasks' ids. */
  readonly cancelled: ReadonlyMap<string, CancelAnswer | undefined>;
  readonly outside: Pick<OutsideWorld, 'received' | 'starts' | 'goingOn'>;
  /** The paths of the receivers that get every outcome. */
  readonly endpointPaths: readonly string[];
  /** Whether the file of a completed task can be played, by the task's id. */
  readonly playable: ReadonlyMap<string, boolean>;
}
