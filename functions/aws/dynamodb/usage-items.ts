import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { AccountStore } from '../../accounts/account-store.ts';
import type { UsageRow } from '../../accounts/usage.ts';
import { accountKeys } from './account-items.ts';

/** How many days the sums of a day are kept. */
const KEPT_DAYS = 400;

const sums = z.object({
  tasks: z.number(),
  completed: z.number(),
  failed: z.number(),
  coins: z.number(),
  diamonds: z.number(),
});

const dayItem = z.object({ date: z.string(), kinds: z.record(z.string(), sums) });

/** The sums of days that are over: an item each, `usage#<date>`, beside the account's. */
export function createUsageItems(
  client: DynamoDBDocumentClient,
  table: string,
): Pick<AccountStore, 'keepUsage' | 'listUsage'> {
  return {
    async keepUsage(owner, date, rows) {
      const kinds = rows.map(({ kind, date: _date, ...counted }) => [kind, counted]);
      const expiresAt = Math.floor(Date.parse(date) / 1000) + KEPT_DAYS * 86_400;
      const Item = {
        ...accountKeys.usage(owner, date),
        ...{ date, kinds: Object.fromEntries(kinds), expiresAt },
      };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async listUsage(owner, { from, to }) {
      // DynamoDB refuses a range that ends before it begins.
      if (from > to) return [];
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': accountKeys.usage(owner, from).pk,
            ':from': accountKeys.usage(owner, from).sk,
            ':to': accountKeys.usage(owner, to).sk,
          },
        },
      );
      const rows: UsageRow[] = [];
      for await (const { Items = [] } of pages) rows.push(...Items.flatMap(readDay));
      return rows;
    },
  };
}

function readDay(item: Record<string, unknown>): UsageRow[] {
  const { date, kinds } = dayItem.parse(item);
  return Object.entries(kinds).map(([kind, counted]) => ({ date, kind, ...counted }));
}
