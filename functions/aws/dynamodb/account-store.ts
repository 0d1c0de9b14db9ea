import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Account } from '../../accounts/account.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import { indexNames } from '../../contract.ts';
import { accountAttributes, accountKeys, OWNER_PREFIX, readAccount } from './account-items.ts';
import {
  type DocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from './commands.ts';
import { succeeds, valueIf } from './conditional-write.ts';
import { createHoldItems } from './hold-items.ts';
import { listed } from './hold-update.ts';
import { createEntryItems } from './ledger-entry-items.ts';
import { createPendingHolds } from './pending-holds.ts';
import { createSubUserItems } from './sub-user-items.ts';
import { createTokenItems } from './token-items.ts';
import { createTransactionItems } from './transaction-items.ts';
import { createUsageItems, readUsage } from './usage-items.ts';

/** Accounts, tokens and coins in DynamoDB; `account-items.ts` says where they lie. */
export function createDynamoAccountStore(client: DocumentClient, table: string): AccountStore {
  function update(
    owner: string,
    how: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ): Promise<boolean> {
    return succeeds(
      client.send(new UpdateCommand({ TableName: table, Key: accountKeys.account(owner), ...how })),
    );
  }

  async function updated(
    owner: string,
    how: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ): Promise<Account | undefined> {
    const Key = accountKeys.account(owner);
    const command = new UpdateCommand({ TableName: table, Key, ...how, ReturnValues: 'ALL_NEW' });
    const { Attributes } = (await valueIf(client.send(command))) ?? {};
    return Attributes && readAccount(Attributes);
  }

  return {
    create(account) {
      const Item = {
        ...accountKeys.account(account.owner),
        ...accountAttributes(account),
        ...(Object.keys(account.transactions).length > 0
          ? { holding: listed.values[':holding'], holdsSweptAt: listed.values[':never'] }
          : {}),
      };
      const ConditionExpression = 'attribute_not_exists(pk)';
      return succeeds(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
    },

    async get(owner) {
      const Key = accountKeys.account(owner);
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key, ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const usage = readUsage(Item);
      return { ...readAccount(Item), ...(usage.length > 0 ? { usage } : {}) };
    },

    ...createPendingHolds(update, updated),
    ...createHoldItems(client, table),

    async listHolding(before, limit) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: indexNames.accountsHolding,
          KeyConditionExpression: 'holding = :holding AND holdsSweptAt < :before',
          ExpressionAttributeValues: {
            ':holding': listed.values[':holding'],
            ':before': before,
          },
          Limit: limit,
        }),
      );
      return (answer.Items ?? []).map(({ pk }) => `${pk}`.slice(OWNER_PREFIX.length));
    },

    async noteHoldsSwept(owner, at, openedAtNone) {
      const isEmpty =
        openedAtNone !== undefined &&
        (await update(owner, {
          UpdateExpression: 'REMOVE holding, holdsSweptAt',
          ConditionExpression:
            'opened = :opened AND size(pendingHolds) = :none AND size(pendingReturns) = :none AND size(transactions) = :none',
          ExpressionAttributeValues: { ':opened': openedAtNone, ':none': 0 },
        }));
      if (isEmpty) return;
      await update(owner, {
        UpdateExpression: 'SET holdsSweptAt = :at',
        ConditionExpression: 'attribute_exists(holding)',
        ExpressionAttributeValues: { ':at': at },
      });
    },

    setLimits: (owner, { openTasks, tasksPerDay }) =>
      update(owner, {
        UpdateExpression: 'SET limits = :limits',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: {
          ':limits': {
            ...(openTasks === undefined ? {} : { openTasks }),
            ...(tasksPerDay === undefined ? {} : { tasksPerDay }),
          },
        },
      }),

    setAssignedIds: (owner, ids) =>
      update(owner, {
        UpdateExpression: 'SET assignedIds = :ids',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':ids': ids },
      }),

    async countUpload(owner, day, most) {
      const oneMore = () =>
        update(owner, {
          UpdateExpression: 'ADD uploads :one',
          ConditionExpression: 'uploadsDay = :day AND uploads < :most',
          ExpressionAttributeValues: { ':day': day, ':most': most, ':one': 1 },
        });
      const first = () =>
        update(owner, {
          UpdateExpression: 'SET uploadsDay = :day, uploads = :one',
          ConditionExpression:
            'attribute_exists(pk) AND (attribute_not_exists(uploadsDay) OR uploadsDay < :day)',
          ExpressionAttributeValues: { ':day': day, ':one': 1 },
        });
      // Another request may be the first one in between.
      return (await oneMore()) || (await first()) || oneMore();
    },

    async disable(owner, at) {
      await update(owner, {
        UpdateExpression: 'SET disabledAt = :at',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(disabledAt)',
        ExpressionAttributeValues: { ':at': at },
      });
    },

    ...createTransactionItems(update),
    ...createEntryItems(client, table),
    ...createUsageItems(client, table, update),
    ...createSubUserItems(client, table),
    ...createTokenItems(client, table),
  };
}
