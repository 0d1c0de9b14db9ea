import type { Pace } from './pace.ts';

/** A task's place in the line before a provider: earlier ones first. */
export interface LineKey {
  readonly taskId: string;
  /** When the task was made: ISO 8601, UTC, with milliseconds. */
  readonly createdAt: string;
}

export interface LineEntry extends LineKey {
  /** When the task is to have asked again, in milliseconds since 1970; one that hasn't is passed over. */
  readonly dueAt: number;
}

/** What is kept of each provider's load: its pace, and the line of tasks that wait for it. */
export interface PacingStore {
  /** The pace as of the last completed write; nothing before the first. */
  getPace(provider: string): Promise<Pace | undefined>;
  /** Puts `next` in place of the version before it. False when the pace is no longer at that version. */
  replacePace(provider: string, next: Pace): Promise<boolean>;
  /** Puts the task in line, or says anew when it asks again. */
  joinLine(provider: string, entry: LineEntry): Promise<void>;
  /** Takes the task out of the line; nothing happens when it isn't there. */
  leaveLine(provider: string, key: LineKey): Promise<void>;
  /** How many wait, or wait before the one given; those that were due before `now` don't count. */
  countWaiting(provider: string, now: number, before?: LineKey): Promise<number>;
}
