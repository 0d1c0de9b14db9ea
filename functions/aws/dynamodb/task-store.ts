import { createHash } from 'node:crypto';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { indexNames } from '../../contract.ts';
import { isOpen, type Task } from '../../tasks/task.ts';
import type { TaskStore } from '../../tasks/task-store.ts';
import { succeeds } from './conditional-write.ts';

const OPEN_SHARDS: readonly string[] = [...'0123456789abcdef'];

/** The most items that BatchGetItem answers in one call (DynamoDB API reference, BatchGetItem). */
const BATCH = 100;

/**
 * Records in the Tasks table: one item each, under its id. The index `byList` holds the listed ones under
 * `<owner>#<kind>`, sorted by `<created at>#<id>`; a deleted record leaves it. So do `byOwner`, over all kinds, and
 * `byExternalId`, for those with that label. The index `byOpen` holds the open ones,
 * sorted by when the sweep last saw to them, over sixteen partitions so that none takes every write.
 */
export function createDynamoTaskStore(client: DynamoDBDocumentClient, table: string): TaskStore {
  async function getBatch(ids: readonly string[]): Promise<Task[]> {
    const found: Task[] = [];
    let keys: Record<string, unknown>[] = ids.map((id) => ({ id }));
    while (keys.length > 0) {
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      );
      found.push(...(answer.Responses?.[table] ?? []).map(toTask));
      keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return found;
  }

  async function listShard(shard: string, before: string, limit: number) {
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: indexNames.tasksOpen,
        KeyConditionExpression: '#open = :shard AND openSince < :before',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':shard': shard, ':before': before },
        Limit: limit,
      }),
    );
    return (answer.Items ?? []).map(({ id, openSince }) => ({
      id: `${id}`,
      openSince: `${openSince}`,
    }));
  }

  return {
    create(task) {
      const Item = toItem(task);
      const ConditionExpression = 'attribute_not_exists(id)';
      return succeeds(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
    },

    async get(id) {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }),
      );
      return answer.Item && toTask(answer.Item);
    },

    replace(next) {
      return succeeds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: toItem(next),
            ConditionExpression: '#version = :previous',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':previous': next.version - 1 },
          }),
        ),
      );
    },

    async getAll(ids) {
      const unique = [...new Set(ids)];
      const batches = Array.from({ length: Math.ceil(unique.length / BATCH) }, (_, index) =>
        getBatch(unique.slice(index * BATCH, (index + 1) * BATCH)),
      );
      const byId = new Map((await Promise.all(batches)).flat().map((task) => [task.id, task]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    async listOpenIds(before, limit) {
      const shards = await Promise.all(OPEN_SHARDS.map((shard) => listShard(shard, before, limit)));
      return shards
        .flat()
        .sort((a, b) => (a.openSince < b.openSince ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id);
    },

    async listPage({ owner, kind, externalId, from = ' ', before, limit }) {
      const [IndexName, name, value] =
        externalId !== undefined
          ? [indexNames.tasksByExternalId, 'label', createLabelKey(owner, externalId)]
          : kind !== undefined
            ? [indexNames.tasksByList, 'list', `${owner}#${kind}`]
            : [indexNames.tasksByOwner, 'listOwner', owner];
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName,
          KeyConditionExpression: '#partition = :partition AND listedAt BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#partition': name },
          // BETWEEN takes in its ends, and no position has a space at its end.
          ExpressionAttributeValues: { ':partition': value, ':from': from, ':to': before },
          ScanIndexForward: false,
          Limit: limit + 1,
        }),
      );
      return (answer.Items ?? [])
        .map((item) => ({ id: `${item['id']}`, position: `${item['listedAt']}` }))
        .filter(({ position }) => position < before)
        .slice(0, limit);
    },

    async listIds(owner, kind) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: indexNames.tasksByList,
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':list': `${owner}#${kind}` },
          ScanIndexForward: false,
        },
      );
      const ids: string[] = [];
      for await (const page of pages)
        ids.push(...(page.Items ?? []).map((item) => `${item['id']}`));
      return ids;
    },
  };
}

function toItem(task: Task): Record<string, unknown> {
  const isListed = task.deletedAt === undefined;
  return {
    ...task,
    ...(isListed
      ? {
          list: `${task.owner}#${task.kind}`,
          listOwner: task.owner,
          listedAt: `${task.createdAt}#${task.id}`,
          ...(task.externalId === undefined
            ? {}
            : { label: createLabelKey(task.owner, task.externalId) }),
        }
      : {}),
    ...(isOpen(task) ? { open: shardOf(task.id), openSince: task.sweptAt ?? task.createdAt } : {}),
  };
}

/** Attributes that only the indexes read. */
const indexed: ReadonlySet<string> = new Set([
  'list',
  'listOwner',
  'listedAt',
  'label',
  'open',
  'openSince',
]);

/** Owners have no line break in their names. */
function createLabelKey(owner: string, externalId: string): string {
  return `${owner}\n${externalId}`;
}

/** Ids may begin and end alike; their hashes don't. */
function shardOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').charAt(0);
}

function toTask(item: Record<string, unknown>): Task {
  const task = Object.entries(item).filter(([name]) => !indexed.has(name));
  return Object.fromEntries(task) as unknown as Task;
}
