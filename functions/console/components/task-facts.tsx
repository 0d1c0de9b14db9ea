import type { TaskDetail } from '../data/tasks.ts';
import { amount, duration, moment, size } from '../data/words.ts';

/** What was asked for, who made it, what it cost, what the file is, and the caller's labels. */
export function TaskFacts({ task }: { task: TaskDetail }) {
  const { media, metadata, finishedAt, createdAt } = task;
  const facts: readonly (readonly [string, string])[] = [
    ['Prompt', task.prompt],
    ['Provider', task.provider],
    ['Price', amount(task.coins, task.currency)],
    ['Started', moment(createdAt)],
    ['Took', finishedAt ? duration((Date.parse(finishedAt) - Date.parse(createdAt)) / 1000) : ''],
    ['File', media ? describeFile(media) : ''],
    ['SHA-256', media?.sha256 ?? ''],
    ['External id', task.external_id],
    ...Object.entries(metadata),
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{name === 'SHA-256' ? <code>{value}</code> : value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** `1168 × 784 pixels, 5 s, 960 KB`. */
function describeFile({ width, height, seconds, bytes }: NonNullable<TaskDetail['media']>): string {
  const parts = [width && height && `${width} × ${height} pixels`, seconds && duration(seconds)];
  return [...parts, size(bytes)].filter(Boolean).join(', ');
}
