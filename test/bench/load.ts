import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startProcess } from '../local/process.ts';
import { type Load, openLoad } from './load-client.ts';
import { usageOf } from './process-usage.ts';
import { quantile, type Table } from './table.ts';

/** As peers were measured: every task is at its provider for so long. */
export const PROVIDER_SECONDS = 2;
export const CLIENTS = 50;
export const BURST_TASKS = numberFrom('LOAD_TASKS', 2_000);
const PACED_PER_SECOND = 20;
const PACED_TASKS = numberFrom('LOAD_PACED', 400);
const OPEN_TASKS = [100, 1_000, numberFrom('LOAD_OPEN', 10_000)];
/** Starts measured at each number of open tasks. */
const SAMPLE = 50;
const PORT = numberFrom('LOAD_PORT', 19_787);

/** Everything that `npm start` is told: the mock alone makes tasks, and nothing is held back. */
const settings = {
  PROVIDERS: '[{"type":"mock"}]',
  COINS: '1000000000',
  REQUESTS_PER_MINUTE: '10000000',
  STARTS_PER_MINUTE: '10000000',
  OPEN_TASKS: '1000000',
};

export interface Row {
  readonly what: string;
  readonly 'accepted/s': string;
  readonly 'completed/s': string;
  readonly 'accept p50, ms': string;
  readonly 'accept p99, ms': string;
  readonly 'lag p50, s': string;
  readonly 'lag p99, s': string;
  readonly 'CPU-s per 1,000': string;
  readonly 'MB now / peak': string;
}

/** `npm start` as a process of its own under load, its tasks made by the mock provider. Needs Linux for /proc. */
export async function benchLoad(): Promise<Table> {
  const rows = [
    await withService((load, pid) => measureTasks('burst, 50 clients', load, () => [pid], burst)),
    await withService((load, pid) =>
      measureTasks('throttled, 20 a second', load, () => [pid], throttled),
    ),
    ...(await withService(measureGrowth)),
  ];
  return { title: 'Load on one machine, the mock provider taking 2 s a task', rows };
}

/** Starts `npm start` on an empty folder, lets it make one task, and then uses it under its process id. */
export async function withService<Result>(use: (load: Load, pid: number) => Promise<Result>) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-load-'));
  const service = await startProcess(dataDirectory, PORT, settings);
  const load = await openLoad(`http://127.0.0.1:${PORT}`, service.user.token, CLIENTS);
  try {
    await load.start(promptOf(0));
    await setTimeout(3_000);
    load.tasks.clear();
    return await use(load, service.pid);
  } finally {
    await load.close();
    await service.kill();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

type Drive = (load: Load) => Promise<void>;

/** @param findPids the processes that do the work: what they take and hold is added up */
export async function measureTasks(
  what: string,
  load: Load,
  findPids: () => readonly number[],
  drive: Drive,
): Promise<Row> {
  const before = usageOfAll(findPids());
  const begun = performance.now();
  await drive(load);
  const acceptedSeconds = (performance.now() - begun) / 1000;
  const tasks = [...load.tasks.values()];
  await untilQuiet(() => tasks.filter((task) => task.completedAt === undefined).length);
  const pids = findPids();
  const after = usageOfAll(pids);
  const completed = tasks.flatMap(({ completedAt }) => completedAt ?? []);
  const lags = tasks.flatMap(({ completedAt, acceptedAt }) =>
    completedAt === undefined ? [] : [(completedAt - acceptedAt) / 1000 - PROVIDER_SECONDS],
  );
  const cpu = after.cpuSeconds - before.cpuSeconds;
  return {
    what: `${what}: ${completed.length} of ${tasks.length} tasks`,
    'accepted/s': (tasks.length / acceptedSeconds).toFixed(0),
    'completed/s': ((completed.length * 1000) / (Math.max(...completed) - begun)).toFixed(0),
    ...acceptTimes(tasks.map(({ acceptMilliseconds }) => acceptMilliseconds)),
    'lag p50, s': quantile(lags, 0.5).toFixed(2),
    'lag p99, s': quantile(lags, 0.99).toFixed(2),
    'CPU-s per 1,000': ((cpu * 1000) / tasks.length).toFixed(1),
    'MB now / peak': memory(pids),
  };
}

/** Tasks that never end gather; at each number of them, how fast others are accepted and what the process holds. */
async function measureGrowth(load: Load, pid: number): Promise<Row[]> {
  const rows: Row[] = [];
  let open = 0;
  for (const wanted of OPEN_TASKS) {
    await inParallel(wanted - open, () => load.start('[[mock: never ends]]', false));
    open = wanted;
    await setTimeout(5_000);
    const before = usageOf(pid);
    const times: number[] = [];
    for (let count = 0; count < SAMPLE; count += 1) {
      times.push((await load.start('[[mock: never ends]]', false)).acceptMilliseconds);
    }
    const cpu = (usageOf(pid)?.cpuSeconds ?? 0) - (before?.cpuSeconds ?? 0);
    rows.push({
      what: `${wanted} open tasks`,
      'accepted/s': '',
      'completed/s': '',
      ...acceptTimes(times),
      'lag p50, s': '',
      'lag p99, s': '',
      'CPU-s per 1,000': ((cpu * 1000) / SAMPLE).toFixed(1),
      'MB now / peak': memory([pid]),
    });
    open += SAMPLE;
  }
  return rows;
}

/** As many tasks as there are, by clients that start one after the other. */
export function burst(load: Load): Promise<void> {
  return inParallel(BURST_TASKS, () => load.start(promptOf(PROVIDER_SECONDS)));
}

async function throttled(load: Load): Promise<void> {
  const starts: Promise<unknown>[] = [];
  for (let task = 0; task < PACED_TASKS; task += 1) {
    starts.push(load.start(promptOf(PROVIDER_SECONDS)));
    await setTimeout(1000 / PACED_PER_SECOND);
  }
  await Promise.all(starts);
}

export async function inParallel(count: number, work: () => Promise<unknown>): Promise<void> {
  let begun = 0;
  const client = async () => {
    while (begun < count) {
      begun += 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/** Until nothing is missing, or nothing has changed for half a minute. */
async function untilQuiet(missing: () => number): Promise<void> {
  let [fewest, quietSince] = [Infinity, performance.now()];
  while (missing() > 0 && performance.now() - quietSince < 30_000) {
    if (missing() < fewest) [fewest, quietSince] = [missing(), performance.now()];
    await setTimeout(100);
  }
}

/** What the mock provider does with the task. */
export function promptOf(seconds: number): string {
  return `[[mock: takes ${seconds}s]]`;
}

export function acceptTimes(milliseconds: number[]) {
  return {
    'accept p50, ms': quantile(milliseconds, 0.5).toFixed(1),
    'accept p99, ms': quantile(milliseconds, 0.99).toFixed(1),
  };
}

function memory(pids: readonly number[]): string {
  const { megabytes, peakMegabytes } = usageOfAll(pids);
  return `${megabytes.toFixed(0)} / ${peakMegabytes.toFixed(0)}`;
}

function usageOfAll(pids: readonly number[]) {
  const sum = { cpuSeconds: 0, megabytes: 0, peakMegabytes: 0 };
  for (const usage of pids.flatMap((pid) => usageOf(pid) ?? [])) {
    sum.cpuSeconds += usage.cpuSeconds;
    sum.megabytes += usage.megabytes;
    sum.peakMegabytes += usage.peakMegabytes;
  }
  return sum;
}

/** A number that the environment may set. */
export function numberFrom(variable: string, usual: number): number {
  return Number(process.env[variable] ?? usual);
}
