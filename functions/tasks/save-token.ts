import { type ChangeTaskDependencies, changeTask } from './change-task.ts';
import { getFinalOutcome } from './step-outcome.ts';
import type { Task } from './task.ts';

/** Leaves the token of the state that waits where the provider's call finds it. A call that came before is seen in the record. */
export async function saveToken(
  context: ChangeTaskDependencies,
  task: Task,
  token: string,
): Promise<Task> {
  const saved = await changeTask(
    context,
    task.id,
    (current) =>
      getFinalOutcome(current) || current.calledBackAt !== undefined
        ? undefined
        : { taskToken: token },
    task,
  );
  return saved.task;
}
