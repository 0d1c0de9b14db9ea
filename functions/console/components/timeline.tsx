import type { TimelineEntry } from '../data/tasks.ts';
import { moment, timeOfDay } from '../data/words.ts';

/** Everything that happened to a task in its order: states, what the provider said, delivery attempts. */
export function Timeline({ rows }: { rows: readonly TimelineEntry[] }) {
  return (
    <ol class="timeline">
      {rows.map(({ at, type, title, detail, state, delivery_id }) => (
        <li key={`${at} ${type} ${title} ${delivery_id}`} class={getTone(state, title)}>
          <time class="note" dateTime={at} title={moment(at)}>
            {timeOfDay(at)}
          </time>
          <p>{title}</p>
          {detail && <p class="note">{detail}</p>}
        </li>
      ))}
    </ol>
  );
}

/** An attempt's title ends with the receiver's answer. */
function getTone(state: string, title: string): string {
  if (state === 'completed' || / 2\d\d$/.test(title)) return 'good';
  return state === 'failed' || /( \d{3}|not reached)$/.test(title) ? 'bad' : '';
}
