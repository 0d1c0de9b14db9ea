import type { AccountLimits } from '../../accounts/account.ts';
import type { HoldBounds } from '../../accounts/account-limits.ts';
import type { NewHold } from '../../accounts/account-store.ts';
import { heldValue } from './account-items.ts';

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

/** The update of an account's item that holds the price of tasks and counts them, if all of its conditions are met. */
export function holdUpdate({ taskIds, price, bounds }: NewHold) {
  const names = taskIds.map((_, index) => `#task${index}`);
  const balance = price.currency === 'coins' ? 'balance' : 'diamonds';
  const held: Parts = {
    sets: [`${balance} = ${balance} - :total`, ...names.map((name) => `holds.${name} = :each`)],
    conditions: [
      `${balance} >= :total`,
      ...names.map((name) => `attribute_not_exists(holds.${name})`),
    ],
    values: { ':total': price.amount * taskIds.length, ':each': heldValue(price) },
  };
  const limited = bounds ? boundParts(bounds, taskIds.length) : [];
  const parts = [held, { ...listed, conditions: [] }, ...limited];
  return {
    UpdateExpression: `SET ${parts.flatMap(({ sets }) => sets).join(', ')}`,
    ConditionExpression: parts.flatMap(({ conditions }) => conditions).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(
      names.map((name, index) => [name, taskIds[index] ?? '']),
    ),
    ExpressionAttributeValues: Object.assign({}, ...parts.map(({ values }) => values)),
  };
}

function boundParts({ own, openTasks, day }: HoldBounds, more: number): Parts[] {
  return [
    ownLimits(own),
    ...(openTasks === undefined ? [] : [openParts(openTasks - more)]),
    ...(day === undefined ? [] : [dayParts(day, more)]),
  ];
}

/** The map of holds has an entry for each open task, so its size is their number. */
function openParts(room: number): Parts {
  return { sets: [], conditions: ['size(holds) <= :room'], values: { ':room': room } };
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
