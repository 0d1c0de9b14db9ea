import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../infra/local/clock.ts';
import { ensureFirstUser } from '../../infra/local/first-user.ts';
import type { LogEntry } from '../../infra/local/log.ts';
import { uploadSamples } from '../../infra/local/samples.ts';
import { startStack } from '../../infra/local/stack.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import { createApi } from '../local/api.ts';
import { unlimited } from '../local/assembly.ts';
import { quantile, type Table } from './table.ts';

const root = join(import.meta.dirname, '../..');
const REQUESTS = 200;

/** The main job on this machine: start-up, the latency of accepted starts, the transitions and time of one task. */
export async function benchService(): Promise<Table> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-bench-'));
  const begun = performance.now();
  const assemblyDirectory = await synthesize({
    root,
    outputDirectory: join(root, 'cdk.out', 'bench'),
    context: { stage: 'local', port: 0, ...unlimited },
  });
  const synthesized = performance.now();
  const entries: LogEntry[] = [];
  const log = (entry: LogEntry) => void entries.push(entry);
  const clock = systemClock();
  const stack = await startStack({ assemblyDirectory, dataDirectory, port: 0, clock, log });
  try {
    const user = await ensureFirstUser(stack, join(dataDirectory, 'user.json'), 1_000_000);
    const api = createApi(stack.apiUrl, user?.token ?? '');
    await uploadSamples(stack, join(root, 'docs/samples'));
    const ready = performance.now();
    const task = await benchTask(api, stack.mediaUrl, entries);
    const accepts = await benchAccepts(api);
    return {
      title: 'The main job on this machine',
      rows: [
        row('synthesis, s', (synthesized - begun) / 1000, 1, ''),
        row('start without synthesis, s', (ready - synthesized) / 1000, 1, 'both under 10'),
        row('embedded task, accepted to completed, s', task.seconds, 1, ''),
        row('state transitions of that task', task.transitions, 0, ''),
        row(`accepted start, p50 of ${REQUESTS}, ms`, quantile(accepts, 0.5), 1, ''),
        row(`accepted start, p99 of ${REQUESTS}, ms`, quantile(accepts, 0.99), 1, 'under 15'),
      ],
    };
  } finally {
    await stack.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

function row(what: string, value: number, digits: number, target: string) {
  return { what, value: value.toFixed(digits), target };
}

async function benchTask(api: ReturnType<typeof createApi>, mediaUrl: string, log: LogEntry[]) {
  const begun = performance.now();
  const { data } = await api.start({ image_url: `${mediaUrl}/samples/rocket.jpg` });
  await api.finished(data._id);
  const seconds = (performance.now() - begun) / 1000;
  const transitions = log.filter(
    ({ source, message }) => source === data._id && message.startsWith('→'),
  ).length;
  return { seconds, transitions };
}

/** One start after another, of tasks that fail at once: what is measured is the acceptance. */
async function benchAccepts(api: ReturnType<typeof createApi>): Promise<number[]> {
  const times: number[] = [];
  for (let request = 0; request < REQUESTS; request += 1) {
    const begun = performance.now();
    const { status } = await api.start({ image_url: 'http://127.0.0.1:9/nobody-listens.jpg' });
    if (status !== 200) throw new Error(`A start was answered with ${status}.`);
    times.push(performance.now() - begun);
  }
  return times;
}
