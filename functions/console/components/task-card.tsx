import { useState } from 'preact/hooks';
import type { TaskItem } from '../../client/kinds.ts';
import { amount, duration, isOpen, taskName, taskState, title } from '../data/words.ts';
import { Ago } from './ago.tsx';
import { Badge } from './badge.tsx';
import { Preview } from './preview.tsx';

export interface TaskCardProps {
  readonly task: TaskItem;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
}

/** One task in the history: its poster, which moves while it is pointed at, what was asked, how it is. */
export function TaskCard({ task, isChosen, onChoose }: TaskCardProps) {
  const { _id: id, prompt, current_status: status, createdAt, media } = task;
  const [isLit, setLit] = useState(false);
  const light = () => setLit(true);
  const dim = () => setLit(false);
  return (
    <div class="task-card">
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={`Compare ${taskName(task)}`}
        onChange={() => onChoose(id)}
      />
      <a
        href={`/console/tasks/${id}`}
        {...{ onMouseEnter: light, onMouseLeave: dim, onFocus: light, onBlur: dim }}
      >
        <span class="task-picture">
          <Preview url={media?.poster_url ?? task.image_url} clip={isLit && media?.preview_url} />
          {media?.seconds && <span class="task-length">{duration(media.seconds)}</span>}
        </span>
        <span class="task-words">
          <strong>{taskName(task)}</strong>
          <span class="note">{[title(task.kind), prompt].filter(Boolean).join(' · ')}</span>
        </span>
        <span class="task-state">
          <Badge state={taskState(task)} />
          {isOpen(status) && <span class="note">{task.process} %</span>}
        </span>
        <span class="task-when note">
          <Ago at={createdAt} />
          <span>{amount(task.coins, task.currency)}</span>
        </span>
      </a>
    </div>
  );
}
