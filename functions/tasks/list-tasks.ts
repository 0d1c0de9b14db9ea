import type { TaskKind } from '../catalog/catalog.ts';
import { type GetTaskDependencies, isVisible } from './get-task.ts';
import type { Task, TaskStatus } from './task.ts';

/** The longest array without pages. */
const NEWEST = 100;
const WAITING: readonly TaskStatus[] = ['initialized', 'sent', 'pending'];
/** Among how many of the newest tasks those of one state are looked for. */
const MOST_FILTERED = 1000;

export interface ListTasksCall {
  readonly owner: string;
  readonly kind: TaskKind;
  /** From 1 on. */
  readonly pageNum: number;
  readonly pageSize: number;
  /** Only tasks in this state; `pending` are all on which nobody works yet. */
  readonly status?: TaskStatus | undefined;
}

export interface TaskPage {
  readonly tasks: Task[];
  /** How many there are on all pages. */
  readonly count: number;
}

/** A page of the owner's tasks of one kind, newest first. */
export async function listTasks(
  { tasks, clock }: GetTaskDependencies,
  call: ListTasksCall,
): Promise<TaskPage> {
  const ids = await tasks.listIds(call.owner, call.kind);
  const from = (call.pageNum - 1) * call.pageSize;
  const to = from + call.pageSize;
  const isSeen = (task: Task) => isVisible(task, call, clock.now());
  if (call.status === undefined) {
    const page = await tasks.getAll(ids.slice(from, to));
    return { tasks: page.filter(isSeen), count: ids.length };
  }
  const all = await tasks.getAll(ids.slice(0, MOST_FILTERED));
  const wanted = call.status === 'pending' ? WAITING : [call.status];
  const found = all.filter((task) => isSeen(task) && wanted.includes(task.status));
  return { tasks: found.slice(from, to), count: found.length };
}

/** The owner's newest tasks of one kind, 100 at most: what A2E answers as an array without pages. */
export async function listNewest(
  context: GetTaskDependencies,
  { owner, kind }: Pick<ListTasksCall, 'owner' | 'kind'>,
): Promise<Task[]> {
  return (await listTasks(context, { owner, kind, pageNum: 1, pageSize: NEWEST })).tasks;
}

/** The owner's tasks among these ids; without unknown ones and other owners'. */
export async function getTasks(
  { tasks, clock }: GetTaskDependencies,
  wanted: { owner: string; kind: TaskKind; ids: readonly string[] },
): Promise<Task[]> {
  const found = await tasks.getAll([...new Set(wanted.ids)]);
  return found.filter((task) => isVisible(task, wanted, clock.now()));
}
