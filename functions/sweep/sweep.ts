import { type SweepHoldsDependencies, type SweptHolds, sweepHolds } from './sweep-holds.ts';
import { type SweepTasksDependencies, type SweptTasks, sweepTasks } from './sweep-tasks.ts';

export interface SweepDependencies extends SweepTasksDependencies, SweepHoldsDependencies {
  readonly tasks: SweepTasksDependencies['tasks'] & SweepHoldsDependencies['tasks'];
  /** Gives overdue deliveries a new execution and answers how many there were. */
  continueDeliveries(): Promise<number>;
}

/** What a run found and put right. */
export interface Swept extends SweptTasks, SweptHolds {
  /** Deliveries that were given a new execution. */
  readonly deliveries: number;
}

/** How long things must have been left alone before they are looked at, in seconds. */
export interface SweepPatience {
  readonly quietSeconds: number;
  readonly heldSeconds: number;
}

/**
 * Puts right what a crash has left: makes sure that every accepted task ends and is announced, that no coins stay held
 * for nothing, and that every delivery is made. May run at any time, twice at once, and end anywhere. What was uploaded
 * and never used goes by the bucket's own lifecycle.
 */
export async function sweep(context: SweepDependencies, patience: SweepPatience): Promise<Swept> {
  const tasks = await sweepTasks(context, patience.quietSeconds);
  const holds = await sweepHolds(context, patience.heldSeconds);
  return { ...tasks, ...holds, deliveries: await context.continueDeliveries() };
}
