import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import { indexNames } from '../contract.ts';
import type { Task } from '../tasks/task.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import { succeeds } from './conditional-write.ts';

/** The most items that BatchGetItem answers in one call (DynamoDB API reference, BatchGetItem). */
const BATCH = 100;

/**
 * Records in the Tasks table: one item each, under its id. The index `byList` holds the listed ones under
 * `<owner>#<kind>`, sorted by `<created at>#<id>`; a deleted record leaves it.
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
      const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) =>
        getBatch(ids.slice(index * BATCH, (index + 1) * BATCH)),
      );
      const byId = new Map((await Promise.all(batches)).flat().map((task) => [task.id, task]));
      return ids.flatMap((id) => byId.get(id) ?? []);
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
  if (task.deletedAt !== undefined) return { ...task };
  return { ...task, list: `${task.owner}#${task.kind}`, listedAt: `${task.createdAt}#${task.id}` };
}

function toTask(item: Record<string, unknown>): Task {
  const { list: _list, listedAt: _listedAt, ...task } = item;
  return task as unknown as Task;
}
