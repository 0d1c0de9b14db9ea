import type { TaskItem } from '../data/tasks.ts';
import { ago, amount, isOpen, moment, title } from '../data/words.ts';
import { Badge } from './badge.tsx';
import { Preview } from './preview.tsx';

export interface TaskRowProps {
  readonly task: TaskItem;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
}

/** One task in the history: its poster, what was asked, how it is. */
export function TaskRow({ task, isChosen, onChoose }: TaskRowProps) {
  const { _id: id, name, prompt, current_status: status, createdAt } = task;
  const picture = task.image_url || task.result_url;
  return (
    <div class="task-row">
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={`Compare ${name || id}`}
        onChange={() => onChoose(id)}
      />
      <a href={`/console/tasks/${id}`}>
        <Preview url={picture} name="" />
        <span class="task-words">
          <strong>{name || id}</strong>
          <span class="note">{[title(task.kind), prompt].filter(Boolean).join(' · ')}</span>
        </span>
        <span class="task-state">
          <Badge state={status} />
          {isOpen(status) && <span class="note">{task.process} %</span>}
        </span>
        <span class="task-when note">
          <time dateTime={createdAt} title={moment(createdAt)}>
            {ago(createdAt)}
          </time>
          <span>{amount(task.coins, task.currency)}</span>
        </span>
      </a>
    </div>
  );
}
