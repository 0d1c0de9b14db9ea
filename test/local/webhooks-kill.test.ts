import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paginateListExecutions } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { type ReceivedRequest, startReceiver, startSlowReceiver } from '../fakes/receiver.ts';
import type { Api } from './api.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { stepFunctionsAt } from './service.ts';
import { createWebhookApi, type Delivery } from './webhook-api.ts';

const EVENTS = 24;
/** How many requests at once the limited endpoint takes: `npm run bench -- limited` has more of it. */
const LIMIT = 2;
const DELIVERY_WORKFLOW =
  'arn:aws:states:us-east-1:000000000000:stateMachine:Reelhook-local-DeliveryWorkflow';

let dataDirectory: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-kill-'));
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

it('loses no event when it is killed with -9 in the middle of many', async () => {
  let isKilled = false;
  await using healthy = await startReceiver((response) => {
    // Until then it leaves the rest unanswered, so that the kill is in the middle on any machine.
    if (isKilled || healthy.requests.length <= EVENTS) response.writeHead(200).end();
  });
  await using failing = await startReceiver(500);
  await using hanging = await startReceiver(() => {});
  await using limited = await startSlowReceiver(20);
  const port = await freePort();
  const start = () =>
    startProcess(dataDirectory, port, { ASSEMBLY_DIR: inject('assemblyDirectory') });
  await using first = await start();
  const hooks = createWebhookApi(first.api);
  const endpoints: string[] = [];
  for (const [url, options] of [
    [`${healthy.url}/1`],
    [`${healthy.url}/2`],
    [failing.url],
    [hanging.url],
    [limited.url, { max_in_flight: LIMIT, timeout_seconds: 1 }],
  ] as const) {
    endpoints.push((await hooks.register(url, options))._id);
  }
  const tasks = await Promise.all(Array.from({ length: EVENTS }, () => hooks.failingTask()));
  await eventually(async () => healthy.requests.length > EVENTS || undefined, 'some deliveries');
  await first.kill();
  isKilled = true;

  await using second = await start();
  const deliveries = await eventually(
    async () => {
      const found = await deliveriesTo(endpoints, second.api);
      const scheduled = await runningDeliveries(`http://127.0.0.1:${port + 2}`);
      const isSafe = ({ _id, status, attempts }: Delivery) =>
        status === 'delivered' || (scheduled.has(_id) && attempts.length > 0);
      const unsafe = found.filter((delivery) => !isSafe(delivery) && !isLeased(delivery));
      return found.length === endpoints.length * EVENTS && unsafe.length === 0 ? found : undefined;
    },
    'every event to be delivered or scheduled',
    90,
  );

  const taskOf = new Map(deliveries.map(({ event_id, subject }) => [event_id, subject]));
  expect([...taskOf.values()].sort()).toEqual([...tasks].sort());
  const requests = [healthy, failing, hanging, limited].flatMap((receiver) => receiver.requests);
  for (const request of requests) {
    expect(taskOf.get(idOf(request))).toBe(JSON.parse(request.body).data._id);
  }
  const delivered = deliveries.filter(({ status }) => status === 'delivered');
  const received = new Set(
    [healthy, limited].flatMap(({ port: to, requests: sent }) =>
      sent.map((request) => `${to} ${request.url} ${idOf(request)}`),
    ),
  );
  expect(received.size).toBeGreaterThanOrEqual(delivered.length);
  expect(limited.concurrency.most).toBeLessThanOrEqual(LIMIT);
  await second.stop();
});

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
