import type { TaskKind } from '../catalog/catalog.ts';
import { type GetTask, isVisible } from './get-task.ts';
import type { Task } from './task.ts';

/** The longest array without pages. */
const NEWEST = 100;

export interface ListTasksCall {
  readonly owner: string;
  readonly kind: TaskKind;
  /** From 1 on. */
  readonly pageNum: number;
  readonly pageSize: number;
}

export interface TaskPage {
  readonly tasks: Task[];
  /** How many there are on all pages. */
  readonly count: number;
}

/** A page of the owner's tasks of one kind, newest first. */
export async function listTasks({ tasks, clock }: GetTask, call: ListTasksCall): Promise<TaskPage> {
  const ids = await tasks.listIds(call.owner, call.kind);
  const from = (call.pageNum - 1) * call.pageSize;
  const page = await tasks.getAll(ids.slice(from, from + call.pageSize));
  return { tasks: page.filter((task) => isVisible(task, call, clock.now())), count: ids.length };
}

/** The owner's newest tasks of one kind, 100 at most: what A2E answers as an array without pages. */
export async function listNewest(
  context: GetTask,
  { owner, kind }: Pick<ListTasksCall, 'owner' | 'kind'>,
): Promise<Task[]> {
  return (await listTasks(context, { owner, kind, pageNum: 1, pageSize: NEWEST })).tasks;
}

/** The owner's tasks among these ids; unknown ones and other owners' are left out. */
export async function getTasks(
  { tasks, clock }: GetTask,
  wanted: { owner: string; kind: TaskKind; ids: readonly string[] },
): Promise<Task[]> {
  const found = await tasks.getAll([...new Set(wanted.ids)]);
  return found.filter((task) => isVisible(task, wanted, clock.now()));
}
