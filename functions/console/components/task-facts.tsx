import type { TaskDetail } from '../data/tasks.ts';
import { amount, moment } from '../data/words.ts';

/** What was asked for, by whom it was made, what it cost, and the caller's labels. */
export function TaskFacts({ task }: { task: TaskDetail }) {
  const facts: readonly (readonly [string, string])[] = [
    ['Prompt', task.prompt],
    ['Provider', task.provider],
    ['Price', amount(task.coins, task.currency)],
    ['Started', moment(task.createdAt)],
    ['Ended', task.finishedAt ? moment(task.finishedAt) : ''],
    ['External id', task.external_id],
    ...Object.entries(task.metadata).map(([name, value]) => [name, String(value)] as const),
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
