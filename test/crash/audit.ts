import * as z from 'zod';
import { isCancelled } from '../../functions/tasks/cancellation.ts';
import { getHeldPrice, type Task } from '../../functions/tasks/task.ts';
import { auditEvents } from './audit-events.ts';
import type { CancelAnswer } from './cancellations.ts';
import type { Evidence } from './evidence.ts';
import { check, type Finding } from './finding.ts';
import { markOf } from './outside-world.ts';

/** Whether nothing was lost, charged twice or told twice under two names. */
export function audit(evidence: Evidence): Finding[] {
  return [
    ...auditTasks(evidence),
    ...auditCancellations(evidence),
    ...auditMoney(evidence),
    ...auditEvents(evidence),
  ];
}

function auditTasks({ tasks, accepted, cancelled, playable, outside }: Evidence): Finding[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const completed = tasks.filter(({ status }) => status === 'completed');
  const starts = [...outside.starts];
  return [
    check('every accepted task ends', accepted, (id) => byId.get(id)?.finishedAt !== undefined),
    check('every recorded task ends and is announced', tasks, ({ announcedAt, finishedAt }) =>
      Boolean(announcedAt && finishedAt),
    ),
    check('every task comes to what was asked', tasks, (task) =>
      isCancelled(task) ? cancelled.has(task.id) : isAsAsked(task),
    ),
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

function auditCancellations({ tasks, cancelled, outside }: Evidence): Finding[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const kept = tasks.filter(({ keepsPrice }) => keepsPrice);
  const isAsAnswered = ([id, answer]: [string, CancelAnswer | undefined]) => {
    const task = byId.get(id);
    return task !== undefined && isCancelled(task) === (answer === 'cancelled');
  };
  return [
    check('every task comes to what its cancelling was answered', [...cancelled], isAsAnswered),
    check('a price is kept only for what the provider goes on with', kept, ({ request }) =>
      outside.goingOn.has(markOf(requestFields.parse(request).prompt ?? '')),
    ),
  ];
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
          .filter(
            (task) =>
              (task.status === 'completed' || task.keepsPrice) &&
              getHeldPrice(task).currency === currency,
          )
          .map((task) => getHeldPrice(task)),
      );
      const ledger = sum(moved);
      const balance = [balances[currency]];
      return [
        check(`the balance is the sum of the ledger (${ledger} ${currency})`, balance, (amount) =>
          Object.is(amount, ledger),
        ),
        check(
          `the balance is what was granted (${granted} ${currency}) less what tasks cost that were completed or go on (${spent})`,
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
