import type { Clock } from '../clock.ts';
import type { TaskExecutions } from '../tasks/ports.ts';
import { applyChange, type Failure, isFinished, isOpen, type Task } from '../tasks/task.ts';
import { getExecutionName } from '../tasks/task-execution.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import type { ExecutionState, Executions } from './executions.ts';

export interface SweepTasksDependencies {
  readonly tasks: Pick<TaskStore, 'listOpenIds' | 'getAll' | 'replace'>;
  readonly clock: Clock;
  readonly workflow: Pick<TaskExecutions, 'start'>;
  readonly executions: Executions;
  /** Warns the operator of a task that could not be swept; the next run retries. */
  warn(message: string, error: unknown): void;
}

/** What a run did for tasks without a living execution. */
export interface SweptTasks {
  /** Unfinished ones that were given a new execution. */
  readonly restarted: number;
  /** Those that were given up; their new execution refunds the coins and announces the outcome. */
  readonly failed: number;
  /** Finished ones that had not been announced. */
  readonly announced: number;
}

type Remedy = keyof SweptTasks;

/** As many as one run can sweep in time; swept ones go to the end of the queue, so the next run takes others. */
const TASKS_PER_RUN = 300;

/** How many executions may die before a task is given up: the fault recurs. */
const MOST_RUNS = 5;

/**
 * Finds tasks that nobody works on, because their execution was never started or has died, and gives each a new one.
 * It finds by itself what is left to do: every step of the workflow can be repeated.
 * @param quietSeconds how long a task must have been left alone before it is looked at
 */
export async function sweepTasks(
  context: SweepTasksDependencies,
  quietSeconds: number,
): Promise<SweptTasks> {
  const before = new Date(context.clock.now() - quietSeconds * 1000).toISOString();
  const swept = { restarted: 0, failed: 0, announced: 0 };
  const ids = await context.tasks.listOpenIds(before, TASKS_PER_RUN);
  // An entry that moves in the index may be seen at both places.
  for (const task of await context.tasks.getAll([...new Set(ids)])) {
    try {
      const remedy = await sweepTask(context, task, before);
      if (remedy) swept[remedy] += 1;
    } catch (error) {
      context.warn(`task ${task.id} could not be swept`, error);
    }
  }
  return swept;
}

/** The record is changed first: where someone else has just changed it, nothing needs to be done. */
async function sweepTask(
  context: SweepTasksDependencies,
  task: Task,
  before: string,
): Promise<Remedy | undefined> {
  const { clock, executions, tasks, workflow } = context;
  // The index may lag behind the record.
  if (!isOpen(task) || (task.sweptAt ?? '') >= before) return undefined;
  const isQuiet = task.updatedAt < before;
  const state = isQuiet ? await executions.state(getExecutionName(task).name) : 'alive';
  const runs = (task.runs ?? 1) + (state === 'ended' || state === 'stopped' ? 1 : 0);
  const failure = isDecided(task) ? undefined : whyGivenUp(state, runs);
  const sweptAt = new Date(clock.now()).toISOString();
  const end = failure && { status: 'failed' as const, failure, finishedAt: sweptAt };
  const next = applyChange(task, { sweptAt, runs, ...end }, clock.now());
  if (!(await tasks.replace(next)) || state === 'alive') return undefined;
  const { name, input } = getExecutionName(next);
  await workflow.start(name, input);
  if (failure) return 'failed';
  return isFinished(task) ? 'announced' : 'restarted';
}

/** What its provider has finished is completed, however often that takes: its completion may be announced already. */
function isDecided(task: Task): boolean {
  return isFinished(task) || task.generatedAt !== undefined;
}

function whyGivenUp(state: ExecutionState, runs: number): Failure | undefined {
  if (state === 'stopped') {
    return { code: 'canceled', message: 'The task was stopped by the operator of the service.' };
  }
  if (runs <= MOST_RUNS) return undefined;
  const message = `The service failed ${MOST_RUNS} times to carry the task to its end.`;
  return { code: 'internal_error', message };
}
