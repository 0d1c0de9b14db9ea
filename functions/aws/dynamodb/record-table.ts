import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { succeeds } from './conditional-write.ts';
import type { TableKey } from './webhook-keys.ts';

/** Key and index attributes of an item. */
export type ItemKeys = TableKey & Readonly<Record<string, string>>;

/** A range of an index partition, both ends left out. */
export interface IndexRange {
  readonly after: string;
  readonly before: string;
  readonly limit: number;
  readonly newestFirst?: boolean;
}

/** BETWEEN takes both ends in. */
const INCLUSIVE_ENDS = 2;

/** The table's time-to-live attribute is set for records that have an end. */
type Recorded = object & { readonly expiresAt?: number };

/**
 * What the Webhooks table does with any record: add, replace by version, read, remove, list. An item is its keys, its
 * time to live, and under `record` the record as the domain knows it; nothing else is ever written there.
 */
export function createWebhookTable(client: DynamoDBDocumentClient, table: string) {
  function put(keys: ItemKeys, record: Recorded, condition: object): Promise<boolean> {
    const expiry = record.expiresAt === undefined ? {} : { expiresAt: record.expiresAt };
    const Item = { ...keys, ...expiry, record };
    return succeeds(client.send(new PutCommand({ TableName: table, Item, ...condition })));
  }

  async function query(
    input: Omit<QueryCommandInput, 'TableName'>,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    const page = limit === Number.POSITIVE_INFINITY ? {} : { Limit: limit };
    for await (const { Items = [] } of paginateQuery(
      { client },
      { TableName: table, ...input, ...page },
    )) {
      items.push(...Items);
      if (items.length >= limit) break;
    }
    return items;
  }

  return {
    /** False when there is an item with that key already. */
    add(keys: ItemKeys, record: Recorded): Promise<boolean> {
      return put(keys, record, { ConditionExpression: 'attribute_not_exists(pk)' });
    },

    /** False when the item is no longer at the version before the record's. */
    replace(keys: ItemKeys, record: Recorded & { readonly version: number }): Promise<boolean> {
      return put(keys, record, {
        ConditionExpression: '#record.#version = :previous',
        ExpressionAttributeNames: { '#record': 'record', '#version': 'version' },
        ExpressionAttributeValues: { ':previous': record.version - 1 },
      });
    },

    /** The record as of the last completed write. */
    async get<Content>({ pk, sk }: TableKey): Promise<Content | undefined> {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true }),
      );
      return answer.Item?.['record'] as Content | undefined;
    },

    async remove({ pk, sk }: TableKey): Promise<void> {
      await client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
    },

    /** The records of a partition whose sort key begins like this, as of the last completed write. */
    async list<Content>(partition: string, sortKeyPrefix: string): Promise<Content[]> {
      const items = await query({
        KeyConditionExpression: 'pk = :partition AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':partition': partition, ':prefix': sortKeyPrefix },
        ConsistentRead: true,
      });
      return items.map((item) => item['record'] as Content);
    },

    /** The records of an index partition whose sort key lies in the range. */
    async listBetween<Content>(
      index: 'gsi1' | 'gsi2',
      partition: string,
      { after, before, limit, newestFirst = false }: IndexRange,
    ): Promise<Content[]> {
      if (after >= before) return [];
      const items = await query(
        {
          IndexName: index,
          KeyConditionExpression: `${index}pk = :partition AND ${index}sk BETWEEN :after AND :before`,
          ExpressionAttributeValues: {
            ':partition': partition,
            ':after': after,
            ':before': before,
          },
          ScanIndexForward: !newestFirst,
        },
        limit + INCLUSIVE_ENDS,
      );
      return items
        .filter((item) => item[`${index}sk`] !== after && item[`${index}sk`] !== before)
        .slice(0, limit)
        .map((item) => item['record'] as Content);
    },
  };
}
