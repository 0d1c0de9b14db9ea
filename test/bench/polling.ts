import { bestChecks } from './best-checks.ts';
import {
  checkAdaptively,
  checkAt,
  checkEvery,
  makeWork,
  type Noticed,
  seeded,
  waitForCalls,
} from './polling-simulation.ts';
import { quantile, type Table } from './table.ts';

const TASKS = 4000;
const MEDIANS = [40, 120, 600, 900];
/** List prices in us-east-1, in dollars a million: a state transition; a check is a function's call, a tenth of a second of 256 MB, and a read. */
const PRICES = { transition: 25, check: 0.2 + 0.1 * 0.25 * 16.6667 + 0.125 };

/** How soon the end of a provider's work is noticed, and what that costs: simulated, the same every time. */
export async function benchPolling(): Promise<Table> {
  return {
    title: `Noticing that a provider is done: ${TASKS} tasks each`,
    rows: MEDIANS.flatMap(rowsOf),
  };
}

function rowsOf(median: number) {
  const random = seeded(median);
  const work = makeWork(TASKS, median, random);
  const ours = checkAdaptively(work, median);
  const times = bestChecks(
    work.map(({ seconds }) => seconds),
    ours.checks / TASKS,
  );
  return [
    row(median, 'ours', ours),
    row(median, 'best of as many checks', checkAt(work, times)),
    row(median, 'ours, with callbacks', waitForCalls(work, median, random)),
    ...[5, 10, 30].map((interval) =>
      row(median, `every ${interval} s`, checkEvery(work, interval)),
    ),
  ];
}

function row(median: number, what: string, { checks, transitions, lags }: Noticed) {
  const each = transitions / TASKS;
  const dollars = each * PRICES.transition + (checks / TASKS) * PRICES.check;
  return {
    'median, s': median,
    what,
    checks: (checks / TASKS).toFixed(1),
    transitions: each.toFixed(1),
    '$ a million tasks': dollars.toFixed(0),
    'lag p50, s': quantile(lags, 0.5).toFixed(1),
    'lag p99, s': quantile(lags, 0.99).toFixed(1),
    target: targetOf(median, what),
  };
}

function targetOf(median: number, what: string): string {
  if (median !== 600) return '';
  if (what === 'ours') return 'at most 20 transitions, lag p50 under 15 s';
  return what === 'ours, with callbacks' ? 'at most 3 transitions, lag under 2 s' : '';
}
