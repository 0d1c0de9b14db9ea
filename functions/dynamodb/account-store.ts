import type { Account, Movement } from '../accounts/account.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import { indexNames } from '../contract.ts';
import { succeeds } from './conditional-write.ts';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from './document-client.ts';
import { createTokenItems } from './token-items.ts';

const OWNER_PREFIX = 'owner#';
/** One partition is enough: an account is written there once an hour at most. */
const HOLDING = 'yes';
/** Before every time. */
const NEVER = '0';

/**
 * The Accounts table. An owner's items lie under `owner#<owner>`: `account`, `movement#<id>` for each line of the
 * credits history. `token-items.ts` says where its tokens lie. The index `byHolding` holds the accounts that hold
 * coins, sorted by when their holds were last swept.
 */
const keys = {
  account: (owner: string) => ({ pk: `${OWNER_PREFIX}${owner}`, sk: 'account' }),
  movement: (owner: string, id: string) => ({
    pk: `${OWNER_PREFIX}${owner}`,
    sk: `movement#${id}`,
  }),
};

/** Accounts, tokens and coins in DynamoDB. */
export function createDynamoAccountStore(
  client: DynamoDBDocumentClient,
  table: string,
): AccountStore {
  function putNew(Item: Record<string, unknown>): Promise<boolean> {
    const ConditionExpression = 'attribute_not_exists(pk)';
    return succeeds(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
  }

  async function read(Key: { pk: string; sk: string }) {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key, ConsistentRead: true }),
    );
    return answer.Item;
  }

  return {
    create: (account) => putNew({ ...keys.account(account.owner), ...account }),

    async get(owner) {
      const item = await read(keys.account(owner));
      return item && withoutKeys<Account>(item);
    },

    hold: (owner, taskIds, coinsEach) =>
      succeeds(client.send(new UpdateCommand(holdUpdate(table, owner, taskIds, coinsEach)))),

    dropHold: (owner, taskId) =>
      succeeds(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keys.account(owner),
            UpdateExpression: 'REMOVE holds.#task',
            ConditionExpression: 'attribute_exists(holds.#task)',
            ExpressionAttributeNames: { '#task': taskId },
          }),
        ),
      ),

    returnHold: (owner, taskId, coins) =>
      succeeds(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keys.account(owner),
            UpdateExpression: 'SET balance = balance + :coins REMOVE holds.#task',
            ConditionExpression: 'holds.#task = :coins',
            ExpressionAttributeNames: { '#task': taskId },
            ExpressionAttributeValues: { ':coins': coins },
          }),
        ),
      ),

    async listHolding(before, limit) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: indexNames.accountsHolding,
          KeyConditionExpression: 'holding = :holding AND holdsSweptAt < :before',
          ExpressionAttributeValues: { ':holding': HOLDING, ':before': before },
          Limit: limit,
        }),
      );
      return (answer.Items ?? []).map(({ pk }) => `${pk}`.slice(OWNER_PREFIX.length));
    },

    async noteHoldsSwept(owner, at) {
      const update = { TableName: table, Key: keys.account(owner) };
      const noMore = new UpdateCommand({
        ...update,
        UpdateExpression: 'REMOVE holding, holdsSweptAt',
        ConditionExpression: 'size(holds) = :none',
        ExpressionAttributeValues: { ':none': 0 },
      });
      if (await succeeds(client.send(noMore))) return;
      const later = new UpdateCommand({
        ...update,
        UpdateExpression: 'SET holdsSweptAt = :at',
        ConditionExpression: 'attribute_exists(holding)',
        ExpressionAttributeValues: { ':at': at },
      });
      await succeeds(client.send(later));
    },

    async record(movement) {
      await putNew({ ...keys.movement(movement.owner, movement.id), ...movement });
    },

    async movement(owner, id) {
      const item = await read(keys.movement(owner, id));
      return item && withoutKeys<Movement>(item);
    },

    ...createTokenItems(client, table),
  };
}

function holdUpdate(
  TableName: string,
  owner: string,
  taskIds: readonly string[],
  coinsEach: number,
) {
  const names = taskIds.map((_, index) => `#task${index}`);
  return {
    TableName,
    Key: keys.account(owner),
    UpdateExpression: `SET ${[
      'balance = balance - :total',
      'holding = :holding',
      'holdsSweptAt = if_not_exists(holdsSweptAt, :never)',
      ...names.map((name) => `holds.${name} = :each`),
    ].join(', ')}`,
    ConditionExpression: [
      'balance >= :total',
      ...names.map((name) => `attribute_not_exists(holds.${name})`),
    ].join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(
      names.map((name, index) => [name, taskIds[index] ?? '']),
    ),
    ExpressionAttributeValues: {
      ':total': coinsEach * taskIds.length,
      ':each': coinsEach,
      ':holding': HOLDING,
      ':never': NEVER,
    },
  };
}

function withoutKeys<Stored>(item: Record<string, unknown>): Stored {
  const { pk: _pk, sk: _sk, holding: _holding, holdsSweptAt: _sweptAt, ...stored } = item;
  return stored as Stored;
}
