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
import {
  accountAttributes,
  accountKeys,
  claimSuffix,
  OWNER_PREFIX,
  readAccount,
} from './account-items.ts';
import { succeeds } from './conditional-write.ts';
import { holdUpdate, listed } from './hold-update.ts';
import { createEntryItems } from './ledger-entry-items.ts';
import { reduceUpdate, returnUpdate, uncountUpdate } from './return-update.ts';
import { createSubUserItems } from './sub-user-items.ts';
import { createTokenItems } from './token-items.ts';
import { createTransactionItems } from './transaction-items.ts';
import { createUsageItems } from './usage-items.ts';

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
      return Item && readAccount(Item);
    },

    hold: (owner, hold) => update(owner, holdUpdate(hold)),

    dropHold: (owner, taskId, claim) =>
      update(owner, {
        UpdateExpression: 'REMOVE holds.#task',
        ...(claim === undefined
          ? { ConditionExpression: 'attribute_exists(holds.#task)' }
          : {
              ConditionExpression: 'contains(holds.#task, :claim)',
              ExpressionAttributeValues: { ':claim': claimSuffix(claim) },
            }),
        ExpressionAttributeNames: { '#task': taskId },
      }),

    returnHold: (owner, taskId, hold) => update(owner, returnUpdate(taskId, hold)),
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

    async noteUsageKept(owner, until) {
      await update(owner, {
        UpdateExpression: 'SET usageKeptUntil = :until',
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(usageKeptUntil) OR usageKeptUntil < :until)',
        ExpressionAttributeValues: { ':until': until },
      });
    },

    ...createTransactionItems(update),
    ...createEntryItems(client, table),
    ...createUsageItems(client, table),
    ...createSubUserItems(client, table),
    ...createTokenItems(client, table),
  };
}
