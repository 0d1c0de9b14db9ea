import type { Account, AccountLimits } from './account.ts';
import { TaskLimitError } from './account-errors.ts';

/** What the write that holds the price of tasks makes sure of beside the balance. */
export interface HoldBounds {
  /** The account's own limits that the others here follow: where it has others, the write is not done. */
  readonly own: AccountLimits | undefined;
  /** The most holds that may ever have been taken afterwards: as many as may be open and those known to be closed. */
  readonly opened?: number | undefined;
  readonly day?: {
    /** `YYYY-MM-DD`, UTC. */
    readonly date: string;
    /** The most tasks that may have been made on that day afterwards. */
    readonly tasks: number;
    /** Whether these are the first tasks of the day; where others were, the write is not done. */
    readonly begins: boolean;
  };
}

/** The bounds of a hold that is made now in an account as it was read. */
export function createBounds(
  stage: AccountLimits,
  { limits, day, closed }: Pick<Account, 'limits' | 'day' | 'closed'>,
  now: number,
): HoldBounds {
  const date = getDay(now, day);
  return boundsOn({ date, begins: day?.date !== date }, stage, { limits, closed });
}

/** What a function remembers of an account. */
export interface KnownAccount {
  readonly limits?: AccountLimits | undefined;
  readonly closed: number;
}

/** The bounds of a hold in an account that is not read now: it has these limits, and has made tasks today. */
export function guessBounds(stage: AccountLimits, known: KnownAccount, now: number): HoldBounds {
  return boundsOn({ date: getDay(now), begins: false }, stage, known);
}

function boundsOn(
  day: { date: string; begins: boolean },
  stage: AccountLimits,
  { limits: own, closed }: KnownAccount,
): HoldBounds {
  const { openTasks, tasksPerDay } = getLimits(stage, own);
  return {
    own,
    opened: openTasks === undefined ? undefined : openTasks + closed,
    ...(tasksPerDay === undefined ? {} : { day: { ...day, tasks: tasksPerDay } }),
  };
}

/** What holds for an account: its own limits, and the stage's where it has none. */
function getLimits(stage: AccountLimits, own: AccountLimits | undefined): AccountLimits {
  return {
    openTasks: own?.openTasks ?? stage.openTasks,
    tasksPerDay: own?.tasksPerDay ?? stage.tasksPerDay,
  };
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Rejects this many more tasks if the account may not have them.
 * @throws TaskLimitError
 */
export function checkLimits(
  stage: AccountLimits,
  account: Pick<Account, 'limits' | 'day' | 'opened' | 'closed'>,
  { more, now }: { more: number; now: number },
): void {
  const { openTasks, tasksPerDay } = getLimits(stage, account.limits);
  const open = account.opened - account.closed;
  if (openTasks !== undefined && exceedsOpenTasks(stage, account, more)) {
    throw new TaskLimitError(
      `This account may have ${tasks(openTasks)} open at once: ${open} are, and this request makes ${more} more. ` +
        'Wait until some have ended, or delete those that are still initialized; the operator can raise the limit.',
    );
  }
  const today = account.day?.date === getDay(now, account.day) ? account.day.tasks : 0;
  if (tasksPerDay !== undefined && today + more > tasksPerDay) {
    throw new TaskLimitError(
      `This account may make ${tasks(tasksPerDay)} a day: ${today} were made today, and this request makes ${more} more. ` +
        'The next day begins at 00:00 UTC; the operator can raise the limit.',
      Math.ceil((DAY_MILLISECONDS - (now % DAY_MILLISECONDS)) / 1000),
    );
  }
}

/** Whether more tasks may be open then than the account may have, as far as is known. */
export function exceedsOpenTasks(
  stage: AccountLimits,
  { limits, opened, closed }: Pick<Account, 'limits' | 'opened' | 'closed'>,
  more: number,
): boolean {
  const { openTasks } = getLimits(stage, limits);
  return openTasks !== undefined && opened - closed + more > openTasks;
}

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}

/** The day it is, UTC; a clock that is behind counts in the day that another has begun. */
function getDay(now: number, counted?: Account['day']): string {
  const date = new Date(now).toISOString().slice(0, 10);
  return counted && counted.date > date ? counted.date : date;
}
