import type { TaskItem } from '../data/tasks.ts';
import { duration, stateWords } from '../data/words.ts';

/** How far a task is, and when it is expected to be done. */
export function Progress({ task }: { task: TaskItem }) {
  const { current_status: status, process, eta } = task;
  const expected = eta ? ` · about ${duration(eta.p50_seconds)} to go` : '';
  return (
    <div class="task-progress" aria-live="polite">
      <progress value={process} max="100" aria-label="Progress">
        {process} %
      </progress>
      <p>
        {stateWords[status]} · {process} %{expected}
      </p>
    </div>
  );
}
