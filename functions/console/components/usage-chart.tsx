import { getUsage } from '../data/account.ts';
import { useRequest } from '../data/use-request.ts';
import { amount, title } from '../data/words.ts';
import { BarChart, type Column } from './bar-chart.tsx';
import { Problem } from './problem.tsx';

const DAYS = 30;
const DAY = 86_400_000;
const getDate = (time: number) => new Date(time).toISOString().slice(0, 10);
/** The kinds that cost most have their own colours; the others share the last. */
const tones = ['tone-1', 'tone-2', 'tone-3', 'tone-4', 'tone-5'];

/** Coins by day and kind over the last 30 days. */
export function UsageChart() {
  const today = Date.now();
  const { value, error, reload } = useRequest(
    () => getUsage(getDate(today - (DAYS - 1) * DAY)),
    [],
  );
  const rows = value?.rows ?? [];
  const kinds = kindsByCoins(rows);
  const getTone = (kind: string) => tones[Math.min(kinds.indexOf(kind), tones.length - 1)] ?? '';
  const columns = Array.from({ length: DAYS }, (_, index): Column => {
    const date = getDate(today - (DAYS - 1 - index) * DAY);
    const ofDay = rows.filter((row) => row.date === date);
    return {
      name: date,
      parts: kinds.map((kind) => ({
        name: title(kind),
        value: addUp(ofDay.filter((row) => row.kind === kind)),
        tone: getTone(kind),
      })),
    };
  });
  return (
    <section aria-label="Usage">
      <Problem error={error} retry={reload} />
      <BarChart title="Coins by day, last 30 days" columns={columns} />
      <ul class="legend">
        {kinds.map((kind) => {
          const ofKind = rows.filter((row) => row.kind === kind);
          return (
            <li key={kind}>
              <span class={`swatch ${getTone(kind)}`} /> {title(kind)}{' '}
              <span class="note">
                {amount(addUp(ofKind), 'coins')}, {amount(addUp(ofKind, 'tasks'), 'tasks')},{' '}
                {addUp(ofKind, 'failed')} failed
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type Row = Awaited<ReturnType<typeof getUsage>>['rows'][number];

/** Those that cost most first. */
function kindsByCoins(rows: readonly Row[]): string[] {
  const sums = new Map<string, number>();
  for (const { kind, coins } of rows) sums.set(kind, (sums.get(kind) ?? 0) + coins);
  return [...sums].toSorted(([, one], [, other]) => other - one).map(([kind]) => kind);
}

const addUp = (rows: readonly Row[], member: 'coins' | 'tasks' | 'failed' = 'coins') =>
  rows.reduce((sum, row) => sum + row[member], 0);
