import { createHash } from 'node:crypto';
import { indexNames } from '../../contract.ts';
import { isOpen, type Task } from '../../tasks/task.ts';
import { type TaskPageQuery, type TaskStore, toListedOutcome } from '../../tasks/task-store.ts';
import type { DocumentClient } from './commands.ts';
import { createRecordTable, type ItemKeys } from './record-table.ts';

const OPEN_SHARDS: readonly string[] = [...'0123456789abcdef'];

/**
 * Records in the Tasks table: one item each, under its id. The index `byList` holds the listed ones under
 * `<owner>#<kind>`, sorted by `<created at>#<id>`; a deleted record leaves it. So do `byOwner`, over all kinds,
 * `byStatus`, by how they ended, where a record moves once, and `byExternalId`, for those with that label. The index `byOpen` holds the open ones,
 * sorted by when the sweep last saw to them, over sixteen partitions so that none takes every write.
 */
export function createDynamoTaskStore(client: DocumentClient, tableName: string): TaskStore {
  const table = createRecordTable(client, tableName, 'id');

  async function listShard(shard: string, before: string, limit: number) {
    const items = await table.query(
      {
        IndexName: indexNames.tasksOpen,
        KeyConditionExpression: '#open = :shard AND openSince < :before',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':shard': shard, ':before': before },
      },
      limit,
    );
    return items.map(({ id, openSince }) => ({ id: `${id}`, openSince: `${openSince}` }));
  }

  return {
    create: (task) => table.add(getKeys(task), task),
    get: (id) => table.get({ id }),
    replace: (next) => table.replace(getKeys(next), next),

    async getAll(ids) {
      const tasks = await table.getAll<Task>([...new Set(ids)].map((id) => ({ id })));
      const byId = new Map(tasks.map((task) => [task.id, task]));
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

    async listPage(query) {
      const { from = ' ', before, limit } = query;
      // DynamoDB refuses a range that ends before it begins.
      if (from > before) return [];
      const [IndexName, name, value] = getPartition(query);
      const items = await table.query(
        {
          IndexName,
          KeyConditionExpression: '#partition = :partition AND listedAt BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#partition': name },
          // BETWEEN includes its ends, and no position has a space at its end.
          ExpressionAttributeValues: { ':partition': value, ':from': from, ':to': before },
          ScanIndexForward: false,
        },
        limit + 1,
      );
      return items
        .map((item) => ({ id: `${item['id']}`, position: `${item['listedAt']}` }))
        .filter(({ position }) => position < before)
        .slice(0, limit);
    },

    async listIds(owner, kind) {
      const items = await table.query({
        IndexName: indexNames.tasksByList,
        KeyConditionExpression: '#list = :list',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':list': `${owner}#${kind}` },
        ScanIndexForward: false,
      });
      return items.map(({ id }) => `${id}`);
    },
  };
}

/** The index, the attribute that is its partition key, and that key. */
function getPartition({ owner, kind, externalId, outcome }: TaskPageQuery) {
  if (externalId !== undefined) {
    return [indexNames.tasksByExternalId, 'label', createLabelKey(owner, externalId)] as const;
  }
  if (outcome !== undefined) {
    return [indexNames.tasksByStatus, 'listStatus', `${owner}#${outcome}`] as const;
  }
  return kind === undefined
    ? ([indexNames.tasksByOwner, 'listOwner', owner] as const)
    : ([indexNames.tasksByList, 'list', `${owner}#${kind}`] as const);
}

/** The record's key, and those of the indexes that it is in. */
function getKeys(task: Task): ItemKeys {
  const isListed = task.deletedAt === undefined;
  return {
    id: task.id,
    ...(isListed
      ? {
          list: `${task.owner}#${task.kind}`,
          listOwner: task.owner,
          listStatus: `${task.owner}#${toListedOutcome(task.status)}`,
          listedAt: `${task.createdAt}#${task.id}`,
          ...(task.externalId === undefined
            ? {}
            : { label: createLabelKey(task.owner, task.externalId) }),
        }
      : {}),
    ...(isOpen(task) ? { open: getShard(task.id), openSince: task.sweptAt ?? task.createdAt } : {}),
  };
}

/** Owners have no line break in their names. */
function createLabelKey(owner: string, externalId: string): string {
  return `${owner}\n${externalId}`;
}

/** Ids may begin and end alike; their hashes don't. */
function getShard(id: string): string {
  return createHash('sha256').update(id).digest('hex').charAt(0);
}
