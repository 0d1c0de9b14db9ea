import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { AccountStore } from '../../accounts/account-store.ts';
import { indexNames } from '../../contract.ts';
import { accountAttributes, accountKeys, OWNER_PREFIX, readAccount } from './account-items.ts';
import { succeeds } from './conditional-write.ts';
import { holdUpdate, listed } from './hold-update.ts';
import { createEntryItems } from './ledger-entry-items.ts';
import { dropUpdate, reduceUpdate, returnUpdate, uncountUpdate } from './return-update.ts';
import { createSubUserItems } from './sub-user-items.ts';
import { createTokenItems } from './token-items.ts';
import { createTransactionItems } from './transaction-items.ts';
import { createUsageItems, readUsage, withCount } from './usage-items.ts';

/** Accounts, tokens and coins in DynamoDB; `account-items.ts` says where they lie. */
export function createDynamoAccountStore(
  client: DynamoDBDocumentClient,
  table: string,
): AccountStore {
  function update(
    owner: string,
    how: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ): Promise<boolean> {
    return succeeds(
      client.send(new UpdateCommand({ TableName: table, Key: accountKeys.account(owner), ...how })),
    );
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

    hold: (owner, hold) => update(owner, withCount(holdUpdate(hold), hold.count)),

    dropHold: (owner, taskId, claim, count) =>
      update(owner, withCount(dropUpdate(taskId, claim), count)),

    returnHold: (owner, taskId, hold, count) =>
      update(owner, withCount(returnUpdate(taskId, hold), count)),
    uncountHold: (owner, taskId, hold, day) => update(owner, uncountUpdate(taskId, hold, day)),
    reduceHold: (owner, taskId, price, amount) =>
      update(owner, reduceUpdate(taskId, price, amount)),

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

    async noteHoldsSwept(owner, at) {
      const isEmpty = await update(owner, {
        UpdateExpression: 'REMOVE holding, holdsSweptAt',
        ConditionExpression:
          'size(holds) = :none AND (attribute_not_exists(transactions) OR size(transactions) = :none)',
        ExpressionAttributeValues: { ':none': 0 },
      });
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
