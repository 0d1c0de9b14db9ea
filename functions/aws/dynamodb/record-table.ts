import type { DeleteCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  type DocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from './commands.ts';
import { succeeds, valueIf } from './conditional-write.ts';

/** Key attributes of an item, and of the indexes that it is in. */
export type ItemKeys = Readonly<Record<string, string>>;

/** A range of an index partition, both ends excluded. */
export interface IndexRange {
  readonly after: string;
  readonly before: string;
  readonly limit: number;
  readonly newestFirst?: boolean;
}

export type RecordQuery = Omit<QueryCommandInput, 'TableName' | 'Limit'>;
export type WriteCondition = Pick<
  DeleteCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** BETWEEN includes both ends. */
const INCLUDED_ENDS = 2;

/** The most items that BatchGetItem answers in one call (DynamoDB API reference, BatchGetItem). */
const BATCH = 100;

/** The table's time-to-live attribute is set for records that expire: in seconds since 1970. */
type Expiring = object & { readonly expiresAt?: number | undefined };

/**
 * What a table does with any record: add, replace by version, read, remove, list. An item is its keys, its time to
 * live, and under `record` the record as the domain knows it.
 * @param partitionKey the name of the table's partition key; optional, defaults to `pk`
 */
export function createRecordTable(client: DocumentClient, table: string, partitionKey = 'pk') {
  function putItem(keys: ItemKeys, record: Expiring, condition: object = {}) {
    const expiry = record.expiresAt === undefined ? {} : { expiresAt: record.expiresAt };
    const Item = { ...keys, ...expiry, record };
    return client.send(new PutCommand({ TableName: table, Item, ...condition }));
  }

  function pages(input: RecordQuery, limit = Number.POSITIVE_INFINITY) {
    const page = limit === Number.POSITIVE_INFINITY ? {} : { Limit: limit };
    return paginateQuery({ client }, { TableName: table, ...input, ...page });
  }

  async function query(input: RecordQuery, limit = Number.POSITIVE_INFINITY) {
    const items: Record<string, unknown>[] = [];
    for await (const { Items = [] } of pages(input, limit)) {
      items.push(...Items);
      if (items.length >= limit) break;
    }
    return items.slice(0, limit);
  }

  async function getBatch(batch: readonly ItemKeys[]): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let keys: Record<string, unknown>[] = [...batch];
    while (keys.length > 0) {
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      );
      found.push(...(answer.Responses?.[table] ?? []));
      keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return found;
  }

  return {
    /** Writes the record, whatever was there. */
    async put(keys: ItemKeys, record: Expiring): Promise<void> {
      await putItem(keys, record);
    },

    /** False when the condition does not hold; what is there then stays. */
    putIf(keys: ItemKeys, record: Expiring, condition: WriteCondition): Promise<boolean> {
      return succeeds(putItem(keys, record, condition));
    },

    /** False when there is an item with that key already. */
    add(keys: ItemKeys, record: Expiring): Promise<boolean> {
      const condition = { ConditionExpression: `attribute_not_exists(${partitionKey})` };
      return succeeds(putItem(keys, record, condition));
    },

    /** False when the item is no longer at the version before the record's. */
    replace(keys: ItemKeys, record: Expiring & { readonly version: number }): Promise<boolean> {
      return succeeds(
        putItem(keys, record, {
          ConditionExpression: '#record.#version = :previous',
          ExpressionAttributeNames: { '#record': 'record', '#version': 'version' },
          ExpressionAttributeValues: { ':previous': record.version - 1 },
        }),
      );
    },

    /** The record as of the last completed write. */
    async get<Content>(key: ItemKeys): Promise<Content | undefined> {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: key, ConsistentRead: true }),
      );
      return answer.Item && toRecord<Content>(answer.Item);
    },

    /** The records with these keys, each as of the last completed write; in any order, without the unknown keys. */
    async getAll<Content>(keys: readonly ItemKeys[]): Promise<Content[]> {
      const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, index) =>
        getBatch(keys.slice(index * BATCH, (index + 1) * BATCH)),
      );
      return (await Promise.all(batches)).flat().map(toRecord<Content>);
    },

    async remove(key: ItemKeys): Promise<void> {
      await client.send(new DeleteCommand({ TableName: table, Key: key }));
    },

    /** False when the condition does not hold; the item then stays. */
    async removeIf(key: ItemKeys, condition: WriteCondition): Promise<boolean> {
      const command = new DeleteCommand({ TableName: table, Key: key, ...condition });
      return (await valueIf(client.send(command))) !== undefined;
    },

    /** The first items of a query as they lie in the table, or in an index of keys alone. */
    query,

    /** The records of the first items of a query. */
    async list<Content>(input: RecordQuery, limit?: number): Promise<Content[]> {
      return (await query(input, limit)).map(toRecord<Content>);
    },

    /** How many items a query finds. */
    async count(input: RecordQuery): Promise<number> {
      let count = 0;
      for await (const page of pages({ ...input, Select: 'COUNT' })) count += page.Count ?? 0;
      return count;
    },

    /** The records of a partition whose sort key `sk` begins like this, as of the last completed write. */
    async listPrefix<Content>(partition: string, sortKeyPrefix: string): Promise<Content[]> {
      const items = await query({
        KeyConditionExpression: 'pk = :partition AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':partition': partition, ':prefix': sortKeyPrefix },
        ConsistentRead: true,
      });
      return items.map(toRecord<Content>);
    },

    /** The records of a partition of the index whose sort key lies in the range. An index `x` has the keys `xpk` and `xsk`. */
    async listBetween<Content>(
      index: string,
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
        limit + INCLUDED_ENDS,
      );
      return items
        .filter((item) => item[`${index}sk`] !== after && item[`${index}sk`] !== before)
        .slice(0, limit)
        .map(toRecord<Content>);
    },
  };
}

function toRecord<Content>(item: Record<string, unknown>): Content {
  return item['record'] as Content;
}
