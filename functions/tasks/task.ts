import type { KindRequest, Price, TaskKind } from '../catalog/catalog.ts';
import type { TaskStatus } from '../catalog/kind-definition.ts';
import type { Json, Operation, ResultSource } from '../providers/operation.ts';
import type { Expectation } from './expectation.ts';

export type { TaskStatus } from '../catalog/kind-definition.ts';

/** Why a task failed: a word for programs and a sentence for people. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A provider's no to a start: what it said, and when. */
export interface StartRefusal extends Failure {
  readonly provider: string;
  readonly at: string;
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
  /** The caller's own labels. */
  readonly externalId?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly status: TaskStatus;
  /** When each status but the first was first reached; ISO 8601, UTC. */
  readonly statusTimes?: Readonly<Partial<Record<TaskStatus, string>>>;
  /** The price, held when the task was made; in coins unless `currency` says otherwise. */
  readonly coins: number;
  readonly currency?: Price['currency'];
  /** The claim of the hold that pays for it; undefined if its id can't be asked for by another request. */
  readonly claim?: string;
  /** Who works on it, or whom it waits for. */
  readonly provider: string;
  /** Set if the provider's starts are throttled: the task may hold a slot there, or wait in its queue. */
  readonly throttled?: true;
  /** Grows by one with every change. */
  readonly version: number;
  /** ISO 8601, UTC, with milliseconds; so are all times here. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Set just before the provider is asked to start, so that a start whose answer was lost is known. */
  readonly startRequestedAt?: string;
  /** Starts that were refused, the newest last; optional, and not all of them where there were many. */
  readonly refusals?: readonly StartRefusal[];
  /** How long the provider was expected to take when it was asked, in seconds from then on. */
  readonly expectation?: Expectation;
  /**
   * Hashes of the secrets in the addresses that the provider was given to call back: more than one after a repeated
   * start. Undefined if the provider is only polled.
   */
  readonly callbackSecretHashes?: readonly string[];
  /** Where the execution waits for the provider's call: the token of its state. */
  readonly taskToken?: string;
  /** When the provider called to say that it is done. */
  readonly calledBackAt?: string;
  /** The provider's own reference to its work. */
  readonly operation?: Operation;
  /** Percent done, 0 to 100. */
  readonly progress: number;
  /** Its position in the provider's queue, if known; 0 is next. */
  readonly queuePosition?: number;
  /** When the provider was found to be done. */
  readonly generatedAt?: string;
  readonly source?: ResultSource;
  /** What the provider told of the finished work, beside its file. */
  readonly facts?: Readonly<Record<string, Json>>;
  readonly failure?: Failure;
  /** Since when its owner wants it cancelled; undefined if that was withdrawn because the provider is done. */
  readonly cancelRequestedAt?: string;
  /** Set if it failed and its price is spent all the same: the provider goes on. */
  readonly keepsPrice?: true;
  /** The finished file's key in the media bucket. */
  readonly resultKey?: string;
  readonly finishedAt?: string;
  readonly deletedAt?: string;
  /** How many executions have carried it; optional, defaults to 1. */
  readonly runs?: number;
  /** When the sweep last saw to it. */
  readonly sweptAt?: string;
  /** When its outcome was made known. */
  readonly announcedAt?: string;
  /** When an event last told how it goes on. */
  readonly progressToldAt?: string;
  /** When the record may go, in seconds since 1970: the table's time to live. */
  readonly expiresAt: number;
}

/** What was held for the task when it was made. */
export function getHeldPrice({
  coins,
  currency = 'coins',
}: Pick<Task, 'coins' | 'currency'>): Price {
  return { amount: coins, currency };
}

/** How a record says what is held for it. */
export function createCharge({ amount, currency }: Price): Pick<Task, 'coins' | 'currency'> {
  return currency === 'coins' ? { coins: amount } : { coins: amount, currency };
}

/** The fields that a change may set; `undefined` takes one away. */
type ChangeableField =
  | 'name'
  | 'status'
  | 'provider'
  | 'throttled'
  | 'startRequestedAt'
  | 'refusals'
  | 'expectation'
  | 'callbackSecretHashes'
  | 'taskToken'
  | 'calledBackAt'
  | 'operation'
  | 'progress'
  | 'queuePosition'
  | 'generatedAt'
  | 'source'
  | 'facts'
  | 'failure'
  | 'cancelRequestedAt'
  | 'keepsPrice'
  | 'resultKey'
  | 'finishedAt'
  | 'deletedAt'
  | Note;

/** What only we read: a change of these alone is not shown as an update. */
const notes = ['runs', 'sweptAt', 'announcedAt', 'progressToldAt'] as const;

type Note = (typeof notes)[number];

/** What a change may set; identity, version and times of the record are not among it. */
export type TaskChange = { readonly [Field in ChangeableField]?: Task[Field] | undefined };

/** True once nothing more will happen: completed or failed. */
export function isFinished(task: Task): boolean {
  return task.status === 'completed' || task.status === 'failed';
}

/** True while the task may be started: nothing came of it yet, and it is neither deleted nor to be cancelled. */
export function isStartable({ status, deletedAt, cancelRequestedAt }: Task): boolean {
  return status === 'initialized' && deletedAt === undefined && cancelRequestedAt === undefined;
}

/** True while something is left to be done for the task: it has not ended, or its outcome was not announced. */
export function isOpen(task: Task): boolean {
  return task.announcedAt === undefined && (isFinished(task) || task.deletedAt === undefined);
}

/** True when the record's time is over, though the table may still hold it for up to two days. */
export function isExpired(task: Task, now: number): boolean {
  return task.expiresAt * 1000 <= now;
}

/** The record after a change: one version on, and updated now where the change is one to show. */
export function applyChange(task: Task, change: TaskChange, now: number): Task {
  const at = new Date(now).toISOString();
  const { status } = change;
  const isNew = status !== undefined && status !== task.status;
  const next = {
    ...task,
    ...change,
    version: task.version + 1,
    ...(isShown(change) ? { updatedAt: at } : {}),
    ...(isNew ? { statusTimes: { [status]: at, ...task.statusTimes } } : {}),
  };
  const kept = Object.entries(next).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as unknown as Task;
}

function isShown(change: TaskChange): boolean {
  return Object.keys(change).some((field) => !notes.some((note) => note === field));
}
