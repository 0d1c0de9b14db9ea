import { useLocation } from 'preact-iso';
import { cancelTask, deleteTask, type TaskDetail } from '../data/tasks.ts';
import { useAction } from '../data/use-action.ts';
import { isOpen } from '../data/words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { Problem } from './problem.tsx';

export interface TaskActionsProps {
  readonly task: TaskDetail;
  readonly reload: () => Promise<void>;
}

/** What can be done with a task: again with changes, cancelled while it runs, deleted once it has ended. */
export function TaskActions({ task, reload }: TaskActionsProps) {
  const { route } = useLocation();
  const cancel = useAction(() => cancelTask(task._id).finally(reload));
  const remove = useAction(async () => {
    await deleteTask(task);
    route('/console/tasks');
  });
  return (
    <>
      <a class="button" href={`/console?from=${task._id}`}>
        Start again with changes
      </a>
      {isOpen(task.current_status) ? (
        <ConfirmButton
          name="Cancel"
          confirm="Really cancel"
          act={cancel.run}
          disabled={cancel.isRunning}
        />
      ) : (
        <ConfirmButton
          name="Delete"
          confirm="Really delete"
          act={remove.run}
          disabled={remove.isRunning}
        />
      )}
      <Problem error={cancel.error ?? remove.error} />
    </>
  );
}
