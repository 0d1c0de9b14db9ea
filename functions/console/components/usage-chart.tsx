import { listCharges } from '../data/account.ts';
import { useRequest } from '../data/use-request.ts';
import { title } from '../data/words.ts';
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
  const {
    value: rows = [],
    error,
    reload,
  } = useRequest(() => listCharges(getDate(today - (DAYS - 1) * DAY)), []);
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
        {kinds.slice(0, tones.length).map((kind) => (
          <li key={kind}>
            <span class={`swatch ${getTone(kind)}`} /> {title(kind)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function kindsByCoins(rows: readonly { kind: string; coins: number }[]): string[] {
  const sums = new Map<string, number>();
  for (const { kind, coins } of rows) sums.set(kind, (sums.get(kind) ?? 0) + coins);
  return [...sums].toSorted(([, one], [, other]) => other - one).map(([kind]) => kind);
}

const addUp = (rows: readonly { readonly coins: number }[]) =>
  rows.reduce((sum, { coins }) => sum + coins, 0);
