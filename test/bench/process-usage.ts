import { readdirSync, readFileSync } from 'node:fs';

/** What a piece of work took, child processes included, this process excluded. */
export interface ProcessUsage {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** The most that they held at one moment, each with what it shares; looked at every 20 ms. */
  readonly peakMegabytes: number;
}

const POLL_MILLISECONDS = 20;
/** Clock ticks a second, in which /proc counts (proc_pid_stat(5)); 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Watches the processes that `work` starts through /proc, so it needs Linux. */
export async function measureProcesses(work: () => Promise<unknown>): Promise<ProcessUsage> {
  const cpuSeconds = new Map<number, number>();
  let peakMegabytes = 0;
  const poll = setInterval(() => {
    let megabytes = 0;
    for (const id of descendants(process.pid)) {
      const usage = usageOf(id);
      if (!usage) continue;
      cpuSeconds.set(id, usage.cpuSeconds);
      megabytes += usage.megabytes;
    }
    peakMegabytes = Math.max(peakMegabytes, megabytes);
  }, POLL_MILLISECONDS);
  const begun = performance.now();
  try {
    await work();
  } finally {
    clearInterval(poll);
  }
  return {
    wallSeconds: (performance.now() - begun) / 1000,
    cpuSeconds: [...cpuSeconds.values()].reduce((sum, seconds) => sum + seconds, 0),
    peakMegabytes,
  };
}

/** The processes that a process has started, and those that these have. */
export function descendants(parent: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), parent: Number(statOf(Number(name))[1]) }));
  const found = [parent];
  for (const id of found) {
    found.push(...parents.filter((process) => process.parent === id).map((process) => process.id));
  }
  return found.slice(1);
}

/** What a process has taken and holds; nothing when there is none of that id. */
export function usageOf(id: number) {
  const stat = statOf(id);
  const status = read(`/proc/${id}/status`);
  const peak = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1];
  const resident = /^VmRSS:\s*(\d+) kB/m.exec(status)?.[1];
  if (peak === undefined) return undefined;
  return {
    cpuSeconds: (Number(stat[11]) + Number(stat[12])) / TICKS,
    megabytes: Number(resident ?? 0) / 1024,
    peakMegabytes: Number(peak) / 1024,
  };
}

/** The fields of /proc/<id>/stat from the third (state) on; the second may hold spaces. */
function statOf(id: number): string[] {
  return read(`/proc/${id}/stat`).split(') ').at(-1)?.split(' ') ?? [];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
