import type { TaskItem } from './kinds.ts';

/** A task has ended without a result; its coins are back. */
export class TaskFailure extends Error {
  override name = 'TaskFailure';
  readonly task: TaskItem;
  /** Why, as a word for programs, such as `image_unreachable`. */
  readonly code: string;

  constructor(task: TaskItem) {
    super(task.failed_message || `The task ${task._id} failed.`);
    this.task = task;
    this.code = task.failed_code;
  }
}
