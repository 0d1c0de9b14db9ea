import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../infra/local/synthesize.ts';
import { startSlowReceiver } from '../fakes/receiver.ts';
import { unlimited } from '../local/assembly.ts';
import { eventually } from '../local/eventually.ts';
import { freePort } from '../local/free-port.ts';
import { startProcess } from '../local/process.ts';
import { createWebhookApi, REFUSED_PHOTO } from '../local/webhook-api.ts';
import { numberFrom } from './load.ts';
import { usageOf } from './process-usage.ts';
import type { Table } from './table.ts';

const root = join(import.meta.dirname, '../..');
const EVENTS = numberFrom('LIMITED_EVENTS', 1000);
const LIMIT = 5;
/** How long the receiver takes for each request. */
const ANSWER_MILLISECONDS = 20;
/** The most tasks that one start makes. */
const COPIES = 8;
const BODY = { image_url: REFUSED_PHOTO, number_of_images: COPIES };
/** What part of the events has arrived when the stack is killed. */
const KILLED_AT = [0.2, 0.6];
const LONGEST_SECONDS = 900;

/** Many events to one receiver that takes few requests at once, from a stack that is killed with -9 twice meanwhile. */
export async function benchLimited(): Promise<Table> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-limited-'));
  try {
    return await deliverWithinLimit(dataDirectory);
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function deliverWithinLimit(dataDirectory: string): Promise<Table> {
  const port = await freePort();
  const ASSEMBLY_DIR = await synthesize({
    root,
    outputDirectory: join(root, 'cdk.out', 'bench'),
    context: { stage: 'local', port: 0, ...unlimited },
  });
  await using receiver = await startSlowReceiver(ANSWER_MILLISECONDS);
  const arrived = () => new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size;
  const begun = performance.now();
  const peaks: number[] = [];
  let accepted = 0;
  for (const part of [...KILLED_AT, 1]) {
    await using service = await startProcess(dataDirectory, port, { ASSEMBLY_DIR });
    if (accepted === 0) {
      const hooks = createWebhookApi(service.api);
      await hooks.register(receiver.url, { max_in_flight: LIMIT, timeout_seconds: 2 });
    }
    for (; accepted < EVENTS; accepted += COPIES) {
      const key = { 'idempotency-key': `start-${accepted}` };
      const start = async () => {
        const { status } = await service.api.start(BODY, key);
        return status === 200 || undefined;
      };
      await eventually(start, 'a start', LONGEST_SECONDS);
    }
    const isThere = async () => arrived() >= part * accepted || undefined;
    await eventually(isThere, `${part * accepted} events`, LONGEST_SECONDS);
    peaks.push(usageOf(service.pid)?.peakMegabytes ?? 0);
  }
  const seconds = (performance.now() - begun) / 1000;
  const row = (what: string, value: number, target: number | '') => ({
    ...{ what, value: value.toFixed(0), target },
  });
  return {
    title: `${accepted} events to a receiver that takes ${LIMIT} requests at once, killed at ${KILLED_AT.join(' and ')} of them`,
    rows: [
      row('different events that arrived', arrived(), accepted),
      row('requests', receiver.requests.length, ''),
      row('requests at once, at most', receiver.concurrency.most, LIMIT),
      row('from the first start to the last event, s', seconds, ''),
      row('memory at most, MB', Math.max(...peaks), ''),
    ],
  };
}
