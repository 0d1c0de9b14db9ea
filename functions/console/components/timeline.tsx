import type { TimelineEntry } from '../data/tasks.ts';
import { moment, timeOfDay } from '../data/words.ts';

/** Everything that happened to a task in its order: states, what the provider said, delivery attempts. */
export function Timeline({ rows }: { rows: readonly TimelineEntry[] }) {
  return (
    <ol class="timeline">
      {rows.map(({ at, type, title, detail, state, delivery_id }) => (
        <li key={`${at} ${type} ${title} ${delivery_id}`} class={`${type} ${state}`}>
          <time dateTime={at} title={moment(at)}>
            {timeOfDay(at)}
          </time>
          <div>
            <p>{title}</p>
            {detail && <p class="note">{detail}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
