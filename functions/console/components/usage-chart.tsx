import { getUsage } from '../data/account.ts';
import { useRequest } from '../data/use-request.ts';
import { amount, title } from '../data/words.ts';
import { BarChart } from './bar-chart.tsx';
import { Problem } from './problem.tsx';

const DAYS = 30;
const DAY = 86_400_000;
/** The kinds that cost most have their own colours; the others share the last. */
const TONES = 5;
/** A day that many days ago, UTC. */
const getDate = (ago: number) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);

/** Coins by day and kind over the last 30 days. */
export function UsageChart() {
  const { value, error, reload } = useRequest(() => getUsage(getDate(DAYS - 1)), []);
  const rows = value?.rows ?? [];
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
    .map((kind) => ({ name: title(kind), rows: rows.filter((row) => row.kind === kind) }))
    .toSorted((one, other) => addUp(other.rows) - addUp(one.rows))
    .map((kind, rank) => ({ ...kind, tone: `tone-${Math.min(rank + 1, TONES)}` }));
  const columns = Array.from({ length: DAYS }, (_, index) => {
    const day = getDate(DAYS - 1 - index);
    const parts = kinds.map(({ name, tone, rows }) => ({
      ...{ name, tone, value: addUp(rows.filter(({ date }) => date === day)) },
    }));
    return { name: day, parts: parts.filter((part) => part.value > 0) };
  });
  return (
    <section class="panel" aria-label="Usage">
      <Problem error={error} retry={reload} />
      <BarChart title="Coins by day, last 30 days" columns={columns} isSmall={false} />
      <ul class="legend">
        {kinds.map(({ name, tone, rows }) => (
          <li key={name}>
            <span class={`swatch ${tone}`} /> {name}{' '}
            <span class="note">
              {amount(addUp(rows), 'coins')}, {amount(addUp(rows, 'tasks'), 'tasks')}
              {addUp(rows, 'failed') > 0 && `, ${addUp(rows, 'failed')} failed`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Row = Awaited<ReturnType<typeof getUsage>>['rows'][number];

const addUp = (rows: readonly Row[], member: 'coins' | 'tasks' | 'failed' = 'coins') =>
  rows.reduce((sum, row) => sum + row[member], 0);
