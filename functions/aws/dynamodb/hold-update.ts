import type { AccountLimits } from '../../accounts/account.ts';
import type { HoldBounds } from '../../accounts/account-limits.ts';
import type { NewHold } from '../../accounts/account-store.ts';

/** Puts an account into the index of those that hold something, at its begin where it is not in it yet. */
export const listed = {
  sets: ['holding = :holding', 'holdsSweptAt = if_not_exists(holdsSweptAt, :never)'],
  /** One partition is enough: an account is written there once an hour at most. `0` is before every time. */
  values: { ':holding': 'yes', ':never': '0' },
};

/** Parts of an update, to be put together. */
interface Parts {
  readonly sets: readonly string[];
  readonly conditions: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** The update of an account's item that holds prices and counts the tasks, if all of its conditions are met. */
export function holdUpdate({ pending, price, bounds, recorded = [] }: NewHold) {
  const names = pending.map((_, index) => `#hold${index}`);
  const forgotten = recorded.map((_, index) => `#recorded${index}`);
  const balance = price.currency === 'coins' ? 'balance' : 'diamonds';
  const held: Parts = {
    sets: [
      `${balance} = ${balance} - :total`,
      'opened = opened + :more',
      ...names.map((name, index) => `pendingHolds.${name} = :hold${index}`),
    ],
    // The same write is sent again where its answer was lost.
    conditions: [
      `${balance} >= :total`,
      ...names.map((name) => `attribute_not_exists(pendingHolds.${name})`),
    ],
    values: {
      ':total': price.amount * pending.length,
      ':more': pending.length,
      ...Object.fromEntries(pending.map((hold, index) => [`:hold${index}`, hold])),
    },
  };
  const limited = bounds ? boundParts(bounds, pending.length) : [];
  const parts = [held, { ...listed, conditions: [] }, ...limited];
  const removed = forgotten.map((name) => `pendingHolds.${name}`).join(', ');
  return {
    UpdateExpression: `SET ${parts.flatMap(({ sets }) => sets).join(', ')}${removed && ` REMOVE ${removed}`}`,
    ConditionExpression: parts.flatMap(({ conditions }) => conditions).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries([
      ...names.map((name, index) => [name, pending[index]?.nonce ?? '']),
      ...forgotten.map((name, index) => [name, recorded[index] ?? '']),
    ]),
    ExpressionAttributeValues: Object.assign({}, ...parts.map(({ values }) => values)),
  };
}

function boundParts({ own, opened, day }: HoldBounds, more: number): Parts[] {
  return [
    ownLimits(own),
    ...(opened === undefined ? [] : [openParts(opened - more)]),
    ...(day === undefined ? [] : [dayParts(day, more)]),
  ];
}

function openParts(room: number): Parts {
  return { sets: [], conditions: ['opened <= :room'], values: { ':room': room } };
}

function dayParts({ date, tasks, begins }: NonNullable<HoldBounds['day']>, more: number): Parts {
  const values = { ':date': date, ':more': more };
  if (begins) {
    return { sets: ['dayDate = :date', 'dayTasks = :more'], conditions: [NO_DAY], values };
  }
  return {
    sets: ['dayTasks = dayTasks + :more'],
    conditions: ['dayDate = :date', 'dayTasks <= :dayRoom'],
    values: { ...values, ':dayRoom': tasks - more },
  };
}

const NO_DAY = '(attribute_not_exists(dayDate) OR dayDate < :date)';

function ownLimits(own: AccountLimits | undefined): Parts {
  const values: Record<string, number> = {};
  const conditions = (['openTasks', 'tasksPerDay'] as const).map((name) => {
    const limit = own?.[name];
    if (limit === undefined) return `attribute_not_exists(limits.${name})`;
    values[`:${name}`] = limit;
    return `limits.${name} = :${name}`;
  });
  return { sets: [], conditions, values };
}
