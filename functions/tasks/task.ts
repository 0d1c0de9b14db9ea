import type { KindRequest, TaskKind } from '../catalog/catalog.ts';
import type { Operation, ResultSource } from '../providers/provider.ts';

/** A2E's words for where a task stands (a2e-api 1.3). */
export type TaskStatus = 'initialized' | 'sent' | 'pending' | 'processing' | 'completed' | 'failed';

/** Why a task failed: a word for programs and a sentence for people. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** Where the caller wants this one task's outcome sent. */
export interface TaskWebhook {
  readonly url: string;
  /** The caller's `webhook_token`, encrypted. */
  readonly sealedToken?: string;
}

/** One request for one piece of media: the record that the API shows and the workflow moves on. */
export interface Task {
  /** 24 hexadecimal characters, or the name that a person gave the execution in the console. */
  readonly id: string;
  readonly owner: string;
  readonly kind: TaskKind;
  readonly name: string;
  readonly request: KindRequest;
  /** Which of the copies that one request asked for: 0 for the first. */
  readonly variant: number;
  /** What the caller sent, hashed: the same `Idempotency-Key` with another request is refused. */
  readonly fingerprint: string;
  readonly webhook?: TaskWebhook;
  readonly status: TaskStatus;
  /** The price, held when the task was made. */
  readonly coins: number;
  readonly provider: string;
  /** Grows by one with every change. */
  readonly version: number;
  /** ISO 8601, UTC, with milliseconds; so are all times here. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Set just before the provider is asked to start, so that a start whose answer was lost is known. */
  readonly startRequestedAt?: string;
  /** The provider's own reference to its work. */
  readonly operation?: Operation;
  /** Percent done, 0 to 100. */
  readonly progress: number;
  readonly source?: ResultSource;
  readonly failure?: Failure;
  /** The finished file's key in the media bucket. */
  readonly resultKey?: string;
  readonly finishedAt?: string;
  readonly deletedAt?: string;
  /** When the record may go, in seconds since 1970: the table's time to live. */
  readonly expiresAt: number;
}

/** The fields that a change may set; `undefined` takes one away. */
type ChangeableField =
  | 'status'
  | 'startRequestedAt'
  | 'operation'
  | 'progress'
  | 'source'
  | 'failure'
  | 'resultKey'
  | 'finishedAt'
  | 'deletedAt';

/** What a change may set; identity, version and times of the record are not among it. */
export type TaskChange = { readonly [Field in ChangeableField]?: Task[Field] | undefined };

/** True once nothing more will happen: completed or failed. */
export function isFinished(task: Task): boolean {
  return task.status === 'completed' || task.status === 'failed';
}

/** True when the record's time is over, though the table may still hold it for up to two days. */
export function isExpired(task: Task, now: number): boolean {
  return task.expiresAt * 1000 <= now;
}

/** The record after a change: one version on, updated now. */
export function changed(task: Task, change: TaskChange, now: number): Task {
  const next = {
    ...task,
    ...change,
    version: task.version + 1,
    updatedAt: new Date(now).toISOString(),
  };
  const kept = Object.entries(next).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as unknown as Task;
}
