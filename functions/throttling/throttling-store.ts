import type { ProviderLoad } from './provider-load.ts';

/** What a task is queued by: earlier tasks first. */
export interface QueueKey {
  readonly taskId: string;
  /** When the task was created: ISO 8601, UTC, with milliseconds. */
  readonly createdAt: string;
}

export interface QueueEntry extends QueueKey {
  /** When the task must have asked again, in milliseconds since 1970; after that it is skipped. */
  readonly dueAt: number;
}

/** The tasks that wait for a provider, in order of arrival. */
export interface WaitQueue {
  /** Adds the task, or updates when it is due. */
  enqueue(provider: string, entry: QueueEntry): Promise<void>;
  /** Removes the task; nothing happens when it isn't queued. */
  dequeue(provider: string, key: QueueKey): Promise<void>;
  /** Counts the queued tasks, or those before `before`; entries that were due before `now` don't count. */
  countWaiting(provider: string, now: number, before?: QueueKey): Promise<number>;
}

/** Each provider's load and wait queue. */
export interface ThrottlingStore extends WaitQueue {
  /** The load as of the last completed write; undefined before the first. */
  getLoad(provider: string): Promise<ProviderLoad | undefined>;
  /** Puts `next` in place of the version before it. False when the load is no longer at that version. */
  replaceLoad(provider: string, next: ProviderLoad): Promise<boolean>;
}
