import type { AccountStore } from '../../accounts/account-store.ts';
import type { LedgerEntry } from '../../accounts/ledger-entry.ts';
import { indexNames } from '../../contract.ts';
import { accountKeys, ledgerEntryToItem, readLedgerEntry } from './account-items.ts';
import { type DocumentClient, GetCommand, PutCommand, paginateQuery } from './commands.ts';
import { succeeds } from './conditional-write.ts';

/** Before and after every time. */
const FIRST = '0';
const LAST = '9';

/** The credits history of an account store in DynamoDB. */
export function createEntryItems(
  client: DocumentClient,
  table: string,
): Pick<AccountStore, 'record' | 'entry' | 'listEntries'> {
  return {
    async record(entry) {
      const Item = ledgerEntryToItem(entry);
      const ConditionExpression = 'attribute_not_exists(pk)';
      await succeeds(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
    },

    async entry(owner, id) {
      const Key = accountKeys.entry(owner, id);
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key, ConsistentRead: true }),
      );
      return Item && readLedgerEntry(Item);
    },

    async listEntries(owner, { from = FIRST, to = LAST, limit }) {
      // DynamoDB refuses a range that ends before it begins.
      if (from > to) return [];
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: indexNames.accountsByOwner,
          KeyConditionExpression: '#owner = :owner AND #at BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#owner': 'owner', '#at': 'at' },
          ExpressionAttributeValues: { ':owner': owner, ':from': from, ':to': to },
          ScanIndexForward: false,
          Limit: limit,
        },
      );
      const lines: LedgerEntry[] = [];
      for await (const { Items = [] } of pages) {
        lines.push(...Items.map(readLedgerEntry));
        if (lines.length >= limit) break;
      }
      return lines.slice(0, limit);
    },
  };
}
