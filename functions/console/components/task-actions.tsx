import { useLocation } from 'preact-iso';
import { getUrl } from '../data/client.ts';
import { codeSample } from '../data/code-samples.ts';
import { cancelTask, deleteTask, type TaskDetail } from '../data/tasks.ts';
import { isOpen } from '../data/words.ts';
import { ActionButton } from './action-button.tsx';
import { CopyButton } from './copy-button.tsx';

export interface TaskActionsProps {
  readonly task: TaskDetail;
  readonly reload: () => Promise<void>;
}

/** What can be done with a task: copied, started again with changes, cancelled while it runs, deleted afterwards. */
export function TaskActions({ task, reload }: TaskActionsProps) {
  const { route } = useLocation();
  return (
    <>
      <CopyButton
        text={codeSample('curl', { url: getUrl(task.start_path), body: task.request })}
        name="Copy as curl"
      />
      <a class="button" href={`/console?from=${task._id}`}>
        Start again with changes
      </a>
      {isOpen(task.current_status) ? (
        <ActionButton confirm="Really cancel" act={() => cancelTask(task._id).finally(reload)}>
          Cancel
        </ActionButton>
      ) : (
        <ActionButton
          confirm="Really delete"
          act={() => deleteTask(task).then(() => route('/console/tasks'))}
        >
          Delete
        </ActionButton>
      )}
    </>
  );
}
