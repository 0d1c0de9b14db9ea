import { createHash } from 'node:crypto';
import type { TaskWorkflowInput } from './ports.ts';
import type { Task } from './task.ts';

/** The longest name of an execution (Step Functions API reference, StartExecution). */
const LONGEST_NAME = 80;

/**
 * The execution that carries the task now. The first one is named by the task's id. One that continues a dead one has
 * another name, because no name can be used again for 90 days (Step Functions API reference, StartExecution), and
 * finds the id in its input. The request is not in it: the history of an execution stays for those 90 days, also when
 * the task is deleted.
 */
export function getExecutionName(task: Task): { name: string; input: TaskWorkflowInput } {
  const { id, kind, runs = 1 } = task;
  return { name: runs === 1 ? id : nameOfRun(id, runs), input: { taskId: id, kind } };
}

function nameOfRun(id: string, run: number): string {
  const name = `${id}-${run}`;
  if (name.length <= LONGEST_NAME) return name;
  return `${createHash('sha256').update(id).digest('hex')}-${run}`;
}
