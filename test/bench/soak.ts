import { setTimeout } from 'node:timers/promises';
import { acceptTimes, numberFrom, PROVIDER_SECONDS, promptOf, withService } from './load.ts';
import type { Load, MeasuredTask } from './load-client.ts';
import { usageOf } from './process-usage.ts';
import { quantile, type Table } from './table.ts';

const MINUTES = numberFrom('LOAD_MINUTES', 10);
const PER_SECOND = numberFrom('LOAD_PER_SECOND', 20);
const MINUTE_MILLISECONDS = 60_000;
/** How long after its provider's end a task may be and still count for its minute, in milliseconds. */
const GRACE_MILLISECONDS = 10_000;

interface Row {
  readonly minute: number;
  readonly started: number;
  readonly 'not completed': number;
  readonly 'accept p50, ms': string;
  readonly 'accept p99, ms': string;
  readonly 'lag p50, s': string;
  readonly 'lag p99, s': string;
  readonly 'CPU-s per 1,000': string;
  readonly 'MB now': string;
  readonly 'MB peak': string;
}

/** Whether the process stays the same under a steady load: minute after minute, what it takes and what it holds. */
export async function benchSoak(): Promise<Table> {
  const rows = await withService(async (load, pid) => {
    const minutes: Row[] = [];
    for (let minute = 1; minute <= MINUTES; minute += 1) {
      minutes.push(await measureMinute(load, pid, minute));
    }
    return minutes;
  });
  return { title: `${PER_SECOND} tasks a second, the mock provider taking 2 s a task`, rows };
}

async function measureMinute(load: Load, pid: number, minute: number): Promise<Row> {
  const before = usageOf(pid);
  const tasks = await startForAMinute(load);
  const after = usageOf(pid);
  const cpu = (after?.cpuSeconds ?? 0) - (before?.cpuSeconds ?? 0);
  await untilCompleted(tasks);
  const lags = tasks.flatMap(({ completedAt, acceptedAt }) =>
    completedAt === undefined ? [] : [(completedAt - acceptedAt) / 1000 - PROVIDER_SECONDS],
  );
  load.tasks.clear();
  return {
    minute,
    started: tasks.length,
    'not completed': tasks.length - lags.length,
    ...acceptTimes(tasks.map(({ acceptMilliseconds }) => acceptMilliseconds)),
    'lag p50, s': quantile(lags, 0.5).toFixed(2),
    'lag p99, s': quantile(lags, 0.99).toFixed(2),
    'CPU-s per 1,000': ((cpu * 1000) / tasks.length).toFixed(1),
    'MB now': after?.megabytes.toFixed(0) ?? '',
    'MB peak': after?.peakMegabytes.toFixed(0) ?? '',
  };
}

/** Starts keep their pace however long the answers take. */
async function startForAMinute(load: Load): Promise<MeasuredTask[]> {
  const begun = performance.now();
  const starts: Promise<MeasuredTask>[] = [];
  for (let due = begun; due - begun < MINUTE_MILLISECONDS; due += 1000 / PER_SECOND) {
    await setTimeout(Math.max(due - performance.now(), 0));
    starts.push(load.start(promptOf(PROVIDER_SECONDS)));
  }
  return Promise.all(starts);
}

async function untilCompleted(tasks: readonly MeasuredTask[]): Promise<void> {
  const end = performance.now() + PROVIDER_SECONDS * 1000 + GRACE_MILLISECONDS;
  while (performance.now() < end) {
    if (tasks.every(({ completedAt }) => completedAt !== undefined)) return;
    await setTimeout(100);
  }
}
