import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import type { ProviderLoad } from '../../throttling/provider-load.ts';
import type { QueueKey, ThrottlingStore } from '../../throttling/throttling-store.ts';
import { succeeds } from './conditional-write.ts';
import { loadKey, providerPartition, QUEUE_PREFIX, queueKey } from './provider-keys.ts';

/** Sorts after every entry of the queue. */
const QUEUE_END = 'waiting$';
/** How long an entry that is over stays in the table at least, in seconds. */
const KEPT_SECONDS = 3600;

/** Loads and queues in the Providers table. Reads are consistent: who has just come is seen by all who come after. */
export function createDynamoThrottlingStore(
  client: DynamoDBDocumentClient,
  table: string,
): ThrottlingStore {
  return {
    async getLoad(provider) {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: loadKey(provider), ConsistentRead: true }),
      );
      return answer.Item && toLoad(answer.Item);
    },

    replaceLoad(provider, next) {
      const isFirst = next.version === 1;
      return succeeds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...loadKey(provider), ...next },
            ExpressionAttributeNames: { '#version': 'version' },
            ...(isFirst
              ? { ConditionExpression: 'attribute_not_exists(#version)' }
              : {
                  ConditionExpression: '#version = :previous',
                  ExpressionAttributeValues: { ':previous': next.version - 1 },
                }),
          }),
        ),
      );
    },

    async enqueue(provider, entry) {
      const expiresAt = Math.ceil(entry.dueAt / 1000) + KEPT_SECONDS;
      const { taskId, dueAt } = entry;
      const Item = { ...queueKey(provider, entry), taskId, dueAt, expiresAt };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async dequeue(provider, key) {
      await client.send(new DeleteCommand({ TableName: table, Key: queueKey(provider, key) }));
    },

    async countWaiting(provider, now, before) {
      const pages = paginateQuery({ client }, queueQuery(table, provider, now, before));
      let count = 0;
      for await (const page of pages) count += page.Count ?? 0;
      return count;
    },
  };
}

function queueQuery(TableName: string, provider: string, now: number, before?: QueueKey) {
  return {
    TableName,
    ConsistentRead: true,
    Select: 'COUNT' as const,
    KeyConditionExpression: 'pk = :provider AND sk BETWEEN :first AND :last',
    // BETWEEN includes its upper end: the one who asks.
    FilterExpression: 'dueAt >= :now AND taskId <> :self',
    ExpressionAttributeValues: {
      ':provider': providerPartition(provider),
      ':first': QUEUE_PREFIX,
      ':last': before ? queueKey(provider, before).sk : QUEUE_END,
      ':now': now,
      ':self': before?.taskId ?? '',
    },
  };
}

function toLoad(item: Record<string, unknown>): ProviderLoad {
  const { pk: _pk, sk: _sk, ...load } = item;
  return load as unknown as ProviderLoad;
}
