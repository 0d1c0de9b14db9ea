import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { AccountStore } from '../../accounts/account-store.ts';
import {
  noUsage,
  USAGE_KEPT_DAYS,
  type UsageCount,
  type UsageRow,
  type UsageSums,
  usageNames,
} from '../../accounts/usage.ts';
import { accountKeys } from './account-items.ts';
import { type DocumentClient, PutCommand, paginateQuery } from './commands.ts';
import type { UpdateAccount } from './update-account.ts';

type Update = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

/** In milliseconds. */
const DAY = 86_400_000;

/** How a sum is called in the account's item, which is kept short. */
const letters: Readonly<Record<keyof UsageSums, string>> = {
  tasks: 't',
  completed: 'c',
  failed: 'f',
  coins: 'k',
  diamonds: 'd',
};

/**
 * The sums of the last days lie in the account's item, which is written whenever they change: one attribute each, named by
 * the day (days since 1970, in base 36), the sum and the kind, such as `ug1e:t:image-to-video`.
 */
const attribute = /^u([0-9a-z]+):([a-z]):(.+)$/;

function toAttribute(date: string, name: keyof UsageSums, kind: string): string {
  return `u${(Date.parse(date) / DAY).toString(36)}:${letters[name]}:${kind}`;
}

/** The update with what it adds to the sums. */
export function withCount(update: Update, count: UsageCount | undefined): Update {
  if (!count) return update;
  const { date, kind } = count;
  const added = usageNames.filter((name) => (count[name] ?? 0) !== 0);
  const adds = added.map((_, index) => `#u${index} :u${index}`).join(', ');
  const names = added.map((name, index) => [`#u${index}`, toAttribute(date, name, kind)]);
  const values = added.map((name, index) => [`:u${index}`, count[name]]);
  return {
    ...update,
    UpdateExpression: `${update.UpdateExpression} ADD ${adds}`.trim(),
    ExpressionAttributeNames: {
      ...update.ExpressionAttributeNames,
      ...Object.fromEntries(names),
    },
    ExpressionAttributeValues: {
      ...update.ExpressionAttributeValues,
      ...Object.fromEntries(values),
    },
  };
}

/** The sums in an account's item. */
export function readUsage(item: Readonly<Record<string, unknown>>): UsageRow[] {
  const rows = new Map<string, UsageRow>();
  for (const [attributeName, value] of Object.entries(item)) {
    const [, day = '', letter, kind = ''] = attribute.exec(attributeName) ?? [];
    const name = usageNames.find((one) => letters[one] === letter);
    if (!name || typeof value !== 'number') continue;
    const date = new Date(Number.parseInt(day, 36) * DAY).toISOString().slice(0, 10);
    const key = `${date} ${kind}`;
    rows.set(key, { ...noUsage, date, kind, ...rows.get(key), [name]: value });
  }
  return [...rows.values()];
}

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
  client: DocumentClient,
  table: string,
  update: UpdateAccount,
): Pick<AccountStore, 'addUsage' | 'keepUsage' | 'listUsage'> {
  return {
    async addUsage(owner, count) {
      const change = { UpdateExpression: '', ConditionExpression: 'attribute_exists(pk)' };
      await update(owner, withCount(change, count));
    },

    async keepUsage(owner, date, rows) {
      const kinds = rows.map(({ kind, date: _date, ...counted }) => [kind, counted]);
      const expiresAt = Math.floor(Date.parse(date) / 1000) + USAGE_KEPT_DAYS * 86_400;
      const Item = {
        ...accountKeys.usage(owner, date),
        ...{ date, kinds: Object.fromEntries(kinds), expiresAt },
      };
      await client.send(new PutCommand({ TableName: table, Item }));
      await update(owner, removal(rows));
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

/** Takes a day's sums out of the account, unless one of them has changed since it was read. */
function removal(rows: readonly UsageRow[]): Update {
  const counted = rows
    .flatMap((row) =>
      usageNames
        .filter((name) => row[name] !== 0)
        .map((name) => ({ attribute: toAttribute(row.date, name, row.kind), sum: row[name] })),
    )
    .map((one, index) => ({ ...one, name: `#u${index}`, value: `:u${index}` }));
  return {
    UpdateExpression: `REMOVE ${counted.map(({ name }) => name).join(', ')}`,
    ConditionExpression: counted.map(({ name, value }) => `${name} = ${value}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(counted.map((one) => [one.name, one.attribute])),
    ExpressionAttributeValues: Object.fromEntries(counted.map(({ value, sum }) => [value, sum])),
  };
}
