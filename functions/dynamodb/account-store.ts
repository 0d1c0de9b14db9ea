import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Account } from '../accounts/account.ts';
import type { AccountStore, ApiTokenRecord } from '../accounts/account-store.ts';
import { succeeds } from './conditional-write.ts';

/**
 * The Accounts table. An owner's items lie under `owner#<owner>`: `account`, and `movement#<id>` for each line of the
 * credits history. A token lies under `token#<hash>`.
 */
const keys = {
  account: (owner: string) => ({ pk: `owner#${owner}`, sk: 'account' }),
  movement: (owner: string, id: string) => ({ pk: `owner#${owner}`, sk: `movement#${id}` }),
  token: (hash: string) => ({ pk: `token#${hash}`, sk: 'token' }),
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

    async record(movement) {
      await putNew({ ...keys.movement(movement.owner, movement.id), ...movement });
    },

    async addToken(token) {
      await putNew({ ...keys.token(token.hash), ...token });
    },

    async findToken(hash) {
      const item = await read(keys.token(hash));
      return item && withoutKeys<ApiTokenRecord>(item);
    },
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
    UpdateExpression: `SET balance = balance - :total, ${names.map((name) => `holds.${name} = :each`).join(', ')}`,
    ConditionExpression: [
      'balance >= :total',
      ...names.map((name) => `attribute_not_exists(holds.${name})`),
    ].join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(
      names.map((name, index) => [name, taskIds[index] ?? '']),
    ),
    ExpressionAttributeValues: { ':total': coinsEach * taskIds.length, ':each': coinsEach },
  };
}

function withoutKeys<Stored>(item: Record<string, unknown>): Stored {
  const { pk: _pk, sk: _sk, ...stored } = item;
  return stored as Stored;
}
