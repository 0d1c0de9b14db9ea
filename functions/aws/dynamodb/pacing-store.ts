import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import type { Pace } from '../../pacing/pace.ts';
import type { LineKey, PacingStore } from '../../pacing/pacing-store.ts';
import { succeeds } from './conditional-write.ts';
import { LINE_PREFIX, lineKey, paceKey, providerPartition } from './provider-keys.ts';

/** Sorts after every entry of the line. */
const LINE_END = 'waiting$';
/** How long an entry that is over stays in the table at least, in seconds. */
const KEPT_SECONDS = 3600;

/** Paces and lines in the Providers table. Reads are consistent: who has just come is seen by all who come after. */
export function createDynamoPacingStore(
  client: DynamoDBDocumentClient,
  table: string,
): PacingStore {
  return {
    async getPace(provider) {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: paceKey(provider), ConsistentRead: true }),
      );
      return answer.Item && toPace(answer.Item);
    },

    replacePace(provider, next) {
      const isFirst = next.version === 1;
      return succeeds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...paceKey(provider), ...next },
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

    async joinLine(provider, entry) {
      const expiresAt = Math.ceil(entry.dueAt / 1000) + KEPT_SECONDS;
      const { taskId, dueAt } = entry;
      const Item = { ...lineKey(provider, entry), taskId, dueAt, expiresAt };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async leaveLine(provider, key) {
      await client.send(new DeleteCommand({ TableName: table, Key: lineKey(provider, key) }));
    },

    async countWaiting(provider, now, before) {
      const pages = paginateQuery({ client }, lineQuery(table, provider, now, before));
      let count = 0;
      for await (const page of pages) count += page.Count ?? 0;
      return count;
    },
  };
}

function lineQuery(TableName: string, provider: string, now: number, before?: LineKey) {
  return {
    TableName,
    ConsistentRead: true,
    Select: 'COUNT' as const,
    KeyConditionExpression: 'pk = :provider AND sk BETWEEN :first AND :last',
    // BETWEEN includes its upper end: the one who asks.
    FilterExpression: 'dueAt >= :now AND taskId <> :self',
    ExpressionAttributeValues: {
      ':provider': providerPartition(provider),
      ':first': LINE_PREFIX,
      ':last': before ? lineKey(provider, before).sk : LINE_END,
      ':now': now,
      ':self': before?.taskId ?? '',
    },
  };
}

function toPace(item: Record<string, unknown>): Pace {
  const { pk: _pk, sk: _sk, ...pace } = item;
  return pace as unknown as Pace;
}
