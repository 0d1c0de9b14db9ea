import type { Delivery } from '../webhooks/delivery.ts';
import { deliveryId } from '../webhooks/delivery.ts';
import type { Task, TaskStatus } from './task.ts';

/** One thing that happened to a task. */
export interface TimelineEntry {
  /** ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  readonly type: 'state' | 'provider' | 'delivery';
  /** A sentence without a full stop. */
  readonly title: string;
  readonly detail: string;
  /** The status that was reached; empty for what is no change of it. */
  readonly state: TaskStatus | '';
  /** The delivery that was attempted; empty for all else. */
  readonly delivery_id: string;
}

/** Every state with its time, what the provider said and every delivery attempt, oldest first. */
export function toTimeline(task: Task, deliveries: readonly Delivery[]): TimelineEntry[] {
  return [...states(task), ...provider(task), ...deliveries.flatMap(attempts)].toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  );
}

const titles: Readonly<Record<TaskStatus, string>> = {
  initialized: 'Accepted',
  sent: 'Sent to the provider',
  pending: 'Queued at the provider',
  processing: 'The provider is working on it',
  completed: 'Completed',
  failed: 'Failed',
};

function states(task: Task): TimelineEntry[] {
  const { createdAt, statusTimes = {}, failure, coins, currency = 'coins' } = task;
  const times = Object.entries({ initialized: createdAt, ...statusTimes });
  return times.map(([state, at]) => ({
    at,
    type: 'state' as const,
    title: titles[state as TaskStatus],
    detail: getDetail(state, { failure, price: `${coins} ${currency} held` }),
    state: state as TaskStatus,
    delivery_id: '',
  }));
}

function getDetail(
  state: string,
  { failure, price }: { readonly failure: Task['failure']; readonly price: string },
): string {
  if (state === 'initialized') return price;
  return state === 'failed' ? (failure?.message ?? '') : '';
}

function provider(task: Task): TimelineEntry[] {
  const { startRequestedAt, calledBackAt, generatedAt, provider: name, refusals = [] } = task;
  const said = [
    [startRequestedAt, `Asked ${name} to start`],
    [calledBackAt, `${name} called back`],
    [generatedAt, `${name} has finished`],
  ] as const;
  return [
    ...refusals.map(({ at, provider, message }) =>
      toProviderEntry(at, `${provider} did not take it`, message),
    ),
    ...said.flatMap(([at, title]) => (at === undefined ? [] : toProviderEntry(at, title, ''))),
  ];
}

function toProviderEntry(at: string, title: string, detail: string): TimelineEntry {
  return { at, type: 'provider', title, detail, state: '', delivery_id: '' };
}

function attempts(delivery: Delivery): TimelineEntry[] {
  return delivery.attempts.map(({ at, hint, status }) => ({
    at,
    type: 'delivery' as const,
    title: `${delivery.type} to ${new URL(delivery.url).host}: ${status ?? 'not reached'}`,
    detail: hint,
    state: '' as const,
    delivery_id: deliveryId(delivery),
  }));
}
