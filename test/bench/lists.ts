import type { DocumentClient } from '../../functions/aws/dynamodb/commands.ts';
import { createDynamoTaskStore } from '../../functions/aws/dynamodb/task-store.ts';
import { listAllTasks } from '../../functions/tasks/list-all-tasks.ts';
import type { Task } from '../../functions/tasks/task.ts';
import { type RunningDynalite, startDynalite } from '../contract/dynalite.ts';
import { quantile, type Table } from './table.ts';

const FEW = 100;
const MANY = Number(process.env['LIST_TASKS'] ?? 100_000);
const RUNS = 15;
const WRITERS = 8;
const BEGIN = Date.parse('2026-01-01T00:00:00.000Z');

const index = (name: string, partitionKey: string) =>
  ({ name, partitionKey, sortKey: 'listedAt', projection: 'KEYS_ONLY' }) as const;

const pages = {
  'the newest': {},
  'the newest, after 60': { after: 60 },
  'kind=image-to-video': { kind: 'image-to-video' },
  'status=completed': { status: 'completed' },
  'external_id=order-7': { externalId: 'order-7' },
  'from, to': { from: BEGIN + 20_000, to: BEGIN + 60_000 },
  'provider=nobody (a scan of 200)': { provider: 'nobody' },
} as const;

type Page = {
  readonly after?: number;
  readonly from?: number;
  readonly to?: number;
  readonly [field: string]: unknown;
};

/** What a page of the list costs among few and among many records of one owner: read units of DynamoDB, and time. */
export async function benchLists(): Promise<Table> {
  const few = await measureAll(FEW);
  const many = await measureAll(MANY);
  const rows = Object.keys(pages).map((page) => ({
    'a page of 20 by': page,
    [`units of ${FEW}`]: few.get(page)?.units,
    [`units of ${MANY}`]: many.get(page)?.units,
    [`ms of ${FEW}`]: few.get(page)?.milliseconds.toFixed(1),
    [`ms of ${MANY}`]: many.get(page)?.milliseconds.toFixed(1),
  }));
  return { title: 'Lists of one owner (dynalite, in memory; the median of 15)', rows };
}

async function measureAll(count: number) {
  const dynalite = await startDynalite();
  try {
    await dynalite.createTable({
      name: 'Tasks',
      partitionKey: 'id',
      indexes: [
        ...[index('byList', 'list'), index('byOwner', 'listOwner')],
        ...[index('byStatus', 'listStatus'), index('byExternalId', 'label')],
      ],
    });
    await fill(dynalite, count);
    const measured = new Map<string, { units: number; milliseconds: number }>();
    for (const [name, page] of Object.entries(pages)) {
      measured.set(name, await measure(dynalite.documents, page));
    }
    return measured;
  } finally {
    await dynalite.stop();
  }
}

async function measure(documents: DocumentClient, { after, from, to, ...page }: Page) {
  let units = 0;
  const counting: DocumentClient = {
    async send(command) {
      Object.assign(command.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await documents.send(command);
      const { ConsumedCapacity } = answer as { ConsumedCapacity?: unknown };
      for (const one of [ConsumedCapacity].flat()) {
        units += (one as { CapacityUnits?: number } | undefined)?.CapacityUnits ?? 0;
      }
      return answer;
    },
  };
  const tasks = createDynamoTaskStore(counting, 'Tasks');
  const clock = { now: () => BEGIN };
  const time = (moment: number | undefined) =>
    moment === undefined ? undefined : new Date(moment).toISOString();
  const list = (more: object) =>
    listAllTasks({ tasks, clock }, { owner: 'ada', metadata: {}, limit: 20, ...more });
  const { next } = after === undefined ? { next: undefined } : await list({ limit: after });
  const call = { ...page, from: time(from), to: time(to), after: next };
  const known = Object.entries(call).filter(([, value]) => typeof value === 'string');
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    units = 0;
    const begin = performance.now();
    await list(Object.fromEntries(known));
    times.push(performance.now() - begin);
  }
  return { units, milliseconds: quantile(times, 0.5) };
}

async function fill({ documents }: RunningDynalite, count: number): Promise<void> {
  const store = createDynamoTaskStore(documents, 'Tasks');
  let next = 0;
  const writers = Array.from({ length: WRITERS }, async () => {
    while (next < count) {
      next += 1;
      await store.create(someTask(next - 1));
    }
  });
  await Promise.all(writers);
}

function someTask(number: number): Task {
  const createdAt = new Date(BEGIN + number * 1000).toISOString();
  return {
    ...{ id: number.toString(16).padStart(24, '0'), owner: 'ada', name: `task ${number}` },
    ...{ kind: number % 2 === 0 ? 'image-to-video' : 'upscale', variant: 0, fingerprint: 'f' },
    request: { image_url: 'https://example.com/photo.jpg', prompt: 'slow push in' },
    ...{ status: number % 10 === 0 ? 'failed' : 'completed', coins: 30, provider: 'embedded' },
    ...{ version: 6, createdAt, updatedAt: createdAt, progress: 100, expiresAt: 4_000_000_000 },
    ...(number % 4 === 3 ? { externalId: 'order-7' } : {}),
  };
}
