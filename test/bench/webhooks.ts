import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReceivedRequest, startReceiver } from '../fakes/receiver.ts';
import type { Api } from '../local/api.ts';
import { eventually } from '../local/eventually.ts';
import { startProcess } from '../local/process.ts';
import { createWebhookApi } from '../local/webhook-api.ts';
import { numberFrom } from './load.ts';
import { usageOf } from './process-usage.ts';
import { quantile, type Table } from './table.ts';

const PORT = 19_887;
const EVENTS = numberFrom('WEBHOOKS_EVENTS', 1000);
const HEALTHY = 10;
const FAILING = 5;
const HANGING = numberFrom('WEBHOOKS_HANGING', 5);
/** How many starts are under way at a time. */
const CLIENTS = 20;
const LONGEST_SECONDS = 900;

/**
 * Many events to many endpoints, half of which hang or fail. With WEBHOOKS_HANGING=0 there are none that hang: the
 * difference is what the healthy ones notice of them.
 */
export async function benchWebhooks(): Promise<Table> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-bench-'));
  const service = await startProcess(dataDirectory, PORT, {
    COINS: '1000000',
    OPEN_TASKS: '1000000',
  });
  try {
    return await deliverToMany(service.api, service.pid);
  } finally {
    await service.kill();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function deliverToMany(api: Api, pid: number): Promise<Table> {
  const lags: number[] = [];
  const different = new Set<string>();
  await using healthy = await startReceiver((response, request) => {
    different.add(getKey(request));
    lags.push(Date.now() - Date.parse(JSON.parse(request.body).timestamp));
    response.writeHead(204).end();
  });
  await using failing = await startReceiver(500);
  await using hanging = await startReceiver(() => {});
  await register(api, healthy.url, HEALTHY);
  await register(api, failing.url, FAILING);
  await register(api, hanging.url, HANGING);
  const before = usageOf(pid);
  const begun = performance.now();
  await startTasks(api);
  const wanted = HEALTHY * EVENTS;
  await eventually(
    async () => different.size >= wanted || undefined,
    `${wanted} deliveries`,
    LONGEST_SECONDS,
  );
  const seconds = (performance.now() - begun) / 1000;
  const after = usageOf(pid);
  return {
    title: `${EVENTS} events to ${HEALTHY + FAILING + HANGING} endpoints, of which ${HANGING} hang and ${FAILING} answer 500`,
    rows: [
      row('deliveries to the healthy ones', healthy.requests.length, `${wanted}`),
      row('of these different', different.size, `${wanted}`),
      row('until the last of them, from the first start, s', seconds, '60'),
      row('from event to delivery, p50, ms', quantile(lags, 0.5), '5000'),
      row('from event to delivery, p99, ms', quantile(lags, 0.99), ''),
      row('attempts meanwhile at those that answer 500', failing.requests.length, ''),
      row('attempts meanwhile at those that hang', hanging.requests.length, ''),
      row('CPU, s', (after?.cpuSeconds ?? 0) - (before?.cpuSeconds ?? 0), ''),
      row('memory before, MB', before?.megabytes ?? 0, ''),
      row('memory at most, MB', after?.peakMegabytes ?? 0, '600'),
    ],
  };
}

function row(what: string, value: number, target: string) {
  return { what, value: value.toFixed(0), target };
}

function getKey({ url, headers }: ReceivedRequest): string {
  return `${url} ${headers['webhook-id']}`;
}

async function register(api: Api, url: string, count: number): Promise<void> {
  const hooks = createWebhookApi(api);
  for (let number = 0; number < count; number += 1) await hooks.register(`${url}/${number}`);
}

async function startTasks(api: Api): Promise<void> {
  const hooks = createWebhookApi(api);
  let left = EVENTS;
  async function client(): Promise<void> {
    while (left > 0) {
      left -= 1;
      await hooks.failingTask();
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client));
}
