import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paginateListExecutions } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { type ReceivedRequest, startReceiver } from '../fakes/receiver.ts';
import type { Api } from './api.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { stepFunctionsAt } from './service.ts';
import { createWebhookApi, type Delivery, REFUSED_PHOTO } from './webhook-api.ts';

const EVENTS = 60;
const DELIVERY_WORKFLOW =
  'arn:aws:states:us-east-1:000000000000:stateMachine:Reelhook-local-DeliveryWorkflow';

let dataDirectory: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-kill-'));
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

it('loses no event when it is killed with -9 in the middle of many', async () => {
  await using healthy = await startReceiver(200);
  await using failing = await startReceiver(500);
  await using hanging = await startReceiver(() => {});
  const urls = [
    ...[1, 2, 3, 4].map((number) => `${healthy.url}/${number}`),
    failing.url,
    hanging.url,
  ];
  const port = await freePort();
  await using first = await startProcess(dataDirectory, port, {
    ASSEMBLY_DIR: inject('assemblyDirectory'),
  });
  const hooks = createWebhookApi(first.api);
  const endpoints: string[] = [];
  for (const url of urls) endpoints.push((await hooks.register(url))._id);
  const tasks = await Promise.all(Array.from({ length: EVENTS }, () => hooks.failingTask()));
  await eventually(async () => healthy.requests.length > EVENTS || undefined, 'some deliveries');
  await first.kill();
  const before = healthy.requests.length;
  expect(before).toBeLessThan(4 * EVENTS);

  await using second = await startProcess(dataDirectory, port, {
    ASSEMBLY_DIR: inject('assemblyDirectory'),
  });
  const deliveries = await eventually(
    async () => {
      const found = await deliveriesTo(endpoints, second.api);
      const scheduled = await runningDeliveries(`http://127.0.0.1:${port + 2}`);
      const isSafe = ({ _id, status, attempts }: Delivery) =>
        status === 'delivered' || (scheduled.has(_id) && attempts.length > 0);
      const unsafe = found.filter((delivery) => !isSafe(delivery) && !isLeased(delivery));
      return found.length === urls.length * EVENTS && unsafe.length === 0 ? found : undefined;
    },
    'every event to be delivered or scheduled',
    90,
  );

  const taskOf = new Map(deliveries.map(({ event_id, subject }) => [event_id, subject]));
  expect([...taskOf.values()].sort()).toEqual([...tasks].sort());
  for (const request of [...healthy.requests, ...failing.requests, ...hanging.requests]) {
    expect(taskOf.get(idOf(request))).toBe(JSON.parse(request.body).data._id);
  }
  const delivered = deliveries.filter(({ status }) => status === 'delivered');
  const received = new Set(healthy.requests.map((request) => `${request.url} ${idOf(request)}`));
  expect(received.size).toBeGreaterThanOrEqual(delivered.length);
  await second.stop();
});

/** More by hand: the story's figures in docs/scaling.md are of 1,000. */
const LIMITED_EVENTS = Number(process.env['LIMITED_EVENTS'] ?? 96);
const LIMIT = 5;

it('never has more requests at an endpoint than its limit, killed twice, and delivers all', async () => {
  let atOnce = 0;
  let most = 0;
  await using receiver = await startReceiver((response) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    response.on('close', () => {
      atOnce -= 1;
    });
    setTimeout(() => response.writeHead(204).end(), 20);
  });
  const port = await freePort();
  const start = () =>
    startProcess(dataDirectory, port, { ASSEMBLY_DIR: inject('assemblyDirectory') });
  let service = await start();
  const options = { max_in_flight: LIMIT, timeout_seconds: 2, schedule: 'minutes' };
  await createWebhookApi(service.api).register(receiver.url, options);
  const body = { image_url: REFUSED_PHOTO, number_of_images: 8 };
  const tasks: string[] = [];
  while (tasks.length < LIMITED_EVENTS) {
    const { data } = await service.api.start(body);
    tasks.push(...data.map(({ _id }: { _id: string }) => _id));
  }
  const received = () =>
    new Set(receiver.requests.map(({ body: sent }) => JSON.parse(sent).data._id));
  let memory = 0;
  for (const part of [0.2, 0.5, 1]) {
    await eventually(
      async () => {
        memory = Math.max(memory, residentMegabytes(service.pid));
        return received().size >= part * tasks.length ? true : undefined;
      },
      `${part} of the events`,
      240,
    );
    if (part === 1) break;
    await service.kill();
    service = await start();
  }
  expect([...received()].sort()).toEqual([...tasks].sort());
  expect(most).toBe(LIMIT);
  expect(memory).toBeLessThan(1000);
  if (LIMITED_EVENTS >= 1000) {
    process.stdout.write(`${receiver.requests.length} requests, ${memory} MB at most\n`);
  }
  await service.stop();
});

function residentMegabytes(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return Math.round((Number(pages) * 4096) / 1_000_000);
}

/** An attempt that was under way when the process died: it is made again half a minute after it began. */
function isLeased({ status, attempts }: Delivery): boolean {
  return status === 'pending' && attempts.length === 0;
}

function idOf({ headers }: ReceivedRequest): string {
  return String(headers['webhook-id']);
}

async function deliveriesTo(endpoints: readonly string[], api: Api): Promise<Delivery[]> {
  const { log } = createWebhookApi(api);
  return (await Promise.all(endpoints.map((id) => log(id, `?limit=${EVENTS}`)))).flat();
}

/** The names of the executions that carry deliveries now. */
async function runningDeliveries(endpoint: string): Promise<Set<string>> {
  const pages = paginateListExecutions(
    { client: stepFunctionsAt(endpoint), pageSize: 1000 },
    { stateMachineArn: DELIVERY_WORKFLOW, statusFilter: 'RUNNING' },
  );
  const names = new Set<string>();
  for await (const { executions = [] } of pages) {
    for (const { name = '' } of executions) names.add(name);
  }
  return names;
}
