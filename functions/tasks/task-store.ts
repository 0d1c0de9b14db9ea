import type { TaskKind } from '../catalog/catalog.ts';
import type { Task, TaskStatus } from './task.ts';

/** Where a record stands in its owner's list: `<created at>#<id>`. */
export interface TaskPosition {
  readonly id: string;
  readonly position: string;
}

/** How a record has ended; `open` if it has not. */
export type ListedOutcome = 'open' | 'completed' | 'failed';

export function toListedOutcome(status: TaskStatus): ListedOutcome {
  return status === 'completed' || status === 'failed' ? status : 'open';
}

/** Which of an owner's records are listed. */
export interface TaskPageQuery {
  readonly owner: string;
  /** Optional; only records of this kind. */
  readonly kind?: TaskKind | undefined;
  /** Optional; only records with this label. Of `kind`, `externalId` and `outcome` one at most is given. */
  readonly externalId?: string | undefined;
  /** Optional; only records that ended so, or have not ended. */
  readonly outcome?: ListedOutcome | undefined;
  /** Optional; only positions from this one on. */
  readonly from?: string | undefined;
  /** Only positions before this one. */
  readonly before: string;
  readonly limit: number;
}

/** The records. Every write is one conditional item, so a repeat after a crash changes nothing. */
export interface TaskStore {
  /** Adds the record. False when one with that id is already there, which then stays as it is. */
  create(task: Task): Promise<boolean>;
  /** The record as of the last completed write, deleted ones too. */
  get(id: string): Promise<Task | undefined>;
  /** Puts `next` in place of the record's version before it. False when the record is no longer at that version. */
  replace(next: Task): Promise<boolean>;
  /** The records with these ids, in the order given, without unknown ids. */
  getAll(ids: readonly string[]): Promise<Task[]>;
  /** The ids of an owner's records that are neither deleted nor expired, newest first. */
  listIds(owner: string, kind: TaskKind): Promise<string[]>;
  /** A page of an owner's records of every kind that are not deleted, newest first. May lag by a moment. */
  listPage(query: TaskPageQuery): Promise<TaskPosition[]>;
  /**
   * The ids of open records (`isOpen`) that were made, or last seen to by the sweep, before this time; the longest
   * unseen first. May lag by a moment.
   * @param before ISO 8601, UTC
   */
  listOpenIds(before: string, limit: number): Promise<string[]>;
}
