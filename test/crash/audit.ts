import * as z from 'zod';
import type { Account } from '../../functions/accounts/account.ts';
import type { LedgerEntry } from '../../functions/accounts/ledger-entry.ts';
import { getHeldPrice, type Task } from '../../functions/tasks/task.ts';
import type { OutsideWorld, Received } from './outside-world.ts';
import { markOf } from './outside-world.ts';

/** Everything that is looked at. */
export interface Evidence {
  readonly tasks: readonly Task[];
  readonly account: Account;
  /** What is still held for tasks, and prices that are still on their way back. */
  readonly openHolds: readonly string[];
  readonly entries: readonly LedgerEntry[];
  /** The ids of the tasks that were promised, each promise once. */
  readonly accepted: readonly string[];
  readonly outside: Pick<OutsideWorld, 'received' | 'starts'>;
  /** The paths of the receivers that get every event. */
  readonly endpointPaths: readonly string[];
  /** Whether the file of a completed task can be played, by the task's id. */
  readonly playable: ReadonlyMap<string, boolean>;
}

/** One thing that must be true, how many things it was asked of, and of which it was not. */
export interface Finding {
  readonly rule: string;
  readonly asked: number;
  readonly broken: readonly string[];
}

/** Whether nothing was lost, charged twice or told twice under two names. */
export function audit(evidence: Evidence): Finding[] {
  return [...auditTasks(evidence), ...auditMoney(evidence), ...auditEvents(evidence)];
}

function auditTasks({ tasks, accepted, playable, outside }: Evidence): Finding[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const completed = tasks.filter(({ status }) => status === 'completed');
  const starts = [...outside.starts];
  return [
    check('every accepted task ends', accepted, (id) => byId.get(id)?.finishedAt !== undefined),
    check('every recorded task ends and is announced', tasks, ({ announcedAt, finishedAt }) =>
      Boolean(announcedAt && finishedAt),
    ),
    check('every task comes to what was asked', tasks, (task) => isAsAsked(task)),
    check('every completed task has a playable result', completed, ({ id }) =>
      Boolean(playable.get(id)),
    ),
    check('the provider saw one paid start of a task at most', starts, ([, count]) => count === 1),
  ];
}

/** An abandoned record has no request. */
const requestFields = z.object({ prompt: z.string().optional(), image_url: z.string().optional() });

/** A paid start whose answer was lost may fail the task; nothing else may. */
function isAsAsked({ request, status, failure }: Task): boolean {
  const { prompt = '', image_url: url = '' } = requestFields.parse(request);
  if (failure?.code === 'start_outcome_unknown' || failure?.code === 'abandoned') return true;
  const mustFail = prompt.startsWith('fail') || url.endsWith('.txt');
  return status === (mustFail ? 'failed' : 'completed');
}

function auditMoney({ account, entries, openHolds, tasks }: Evidence): Finding[] {
  const balances = { coins: account.balance, diamonds: account.diamonds };
  return [
    check('no coins stay held', openHolds, () => false),
    ...(['coins', 'diamonds'] as const).flatMap((currency) => {
      const moved = entries.filter((entry) => entry.currency === currency);
      const granted = sum(moved.filter(({ reason }) => reason === 'grant'));
      const spent = sum(
        tasks
          .filter((task) => task.status === 'completed' && getHeldPrice(task).currency === currency)
          .map((task) => getHeldPrice(task)),
      );
      const ledger = sum(moved);
      const balance = [balances[currency]];
      return [
        check(`the balance is the sum of the ledger (${ledger} ${currency})`, balance, (amount) =>
          Object.is(amount, ledger),
        ),
        check(
          `the balance is what was granted (${granted} ${currency}) less what completed tasks cost (${spent})`,
          balance,
          (amount) => amount === granted - spent,
        ),
      ];
    }),
  ];
}

function sum(amounts: readonly { readonly amount: number }[]): number {
  return amounts.reduce((total, { amount }) => total + amount, 0);
}

function auditEvents({ tasks, outside, endpointPaths }: Evidence): Finding[] {
  const byDelivery = new Map<string, Received[]>();
  for (const request of outside.received) {
    const { data } = JSON.parse(request.body) as { data: { _id: string } };
    const key = `${data._id} ${request.path}`;
    byDelivery.set(key, [...(byDelivery.get(key) ?? []), request]);
  }
  const expected = tasks
    .filter(({ failure }) => failure?.code !== 'abandoned')
    .flatMap(({ id, request }) =>
      [`/task/${markOf(requestFields.parse(request).prompt ?? '')}`, ...endpointPaths].map(
        (path) => `${id} ${path}`,
      ),
    );
  const constant = ([, requests]: [string, Received[]]) =>
    new Set(requests.map(({ eventId, body }) => `${eventId} ${body}`)).size === 1;
  return [
    check('every endpoint got every event', expected, (key) => byDelivery.has(key)),
    check('always under one id and with the same bytes', [...byDelivery], constant),
  ];
}

function check<Item>(
  rule: string,
  items: readonly Item[],
  holds: (item: Item) => boolean,
): Finding {
  const broken = items.filter((item) => !holds(item)).map((item) => describe(item));
  return { rule, asked: items.length, broken };
}

function describe(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  if (!('id' in item)) return JSON.stringify(item).slice(0, 200);
  const { id, status, failure, runs } = item as Task;
  return JSON.stringify({ id, status, failure, runs });
}
