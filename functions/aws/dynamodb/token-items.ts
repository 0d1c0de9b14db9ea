import * as z from 'zod';
import type { AccountStore, ApiTokenRecord, CountedStart } from '../../accounts/account-store.ts';
import {
  DeleteCommand,
  type DocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from './commands.ts';
import { valueIf } from './conditional-write.ts';

type TokenItems = Pick<
  AccountStore,
  'addToken' | 'findToken' | 'countStart' | 'getTokens' | 'removeToken'
>;

/**
 * Tokens in the Accounts table. The item `token#<hash>` lets a request in and counts the token's starts: `starts` in
 * the last `minute` in which there was one. `token#<hash>` among the owner's items is only there to be listed.
 */
const keys = {
  token: (hash: string) => ({ pk: `token#${hash}`, sk: 'token' }),
  listed: (owner: string, hash: string) => ({ pk: `owner#${owner}`, sk: `token#${hash}` }),
};

const tokenItem = z.object({
  hash: z.string(),
  owner: z.string(),
  createdAt: z.string(),
  name: z.string().optional(),
  hint: z.string().optional(),
  validUntil: z.string().optional(),
});
const countedItem = z.object({ starts: z.number() });

/** The tokens of an account store in DynamoDB. */
export function createTokenItems(client: DocumentClient, table: string): TokenItems {
  function put(
    key: { pk: string; sk: string },
    { name, hint, validUntil, ...token }: ApiTokenRecord,
  ) {
    const Item = {
      ...key,
      ...token,
      ...(name === undefined ? {} : { name }),
      ...(hint === undefined ? {} : { hint }),
      ...(validUntil === undefined ? {} : { validUntil, ...removedAfter(validUntil) }),
    };
    return client.send(new PutCommand({ TableName: table, Item }));
  }

  async function findToken(hash: string): Promise<ApiTokenRecord | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keys.token(hash), ConsistentRead: true }),
    );
    return Item && tokenItem.parse(Item);
  }

  async function count(
    hash: string,
    how: Count,
    minute: number,
  ): Promise<CountedStart | undefined> {
    const answer = await valueIf(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.token(hash),
          ...how,
          ExpressionAttributeNames: { '#minute': 'minute' },
          ExpressionAttributeValues: { ':minute': minute, ':one': 1 },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    const item = answer?.Attributes;
    return item && { token: tokenItem.parse(item), ...countedItem.parse(item) };
  }

  return {
    findToken,

    /** The listing comes first: what it lists and is not there lets nobody in. */
    async addToken(token) {
      await put(keys.listed(token.owner, token.hash), token);
      await put(keys.token(token.hash), token);
    },

    async countStart(hash, minute) {
      const counted = await count(hash, oneMore, minute);
      if (counted || !(await findToken(hash))) return counted;
      return (await count(hash, firstOfMinute, minute)) ?? (await count(hash, oneMore, minute));
    },

    async getTokens(owner) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :owner AND begins_with(sk, :token)',
          ExpressionAttributeValues: { ':owner': `owner#${owner}`, ':token': 'token#' },
          ConsistentRead: true,
        },
      );
      const tokens: ApiTokenRecord[] = [];
      for await (const { Items = [] } of pages) {
        tokens.push(...Items.map((item) => tokenItem.parse(item)));
      }
      return tokens;
    },

    async removeToken({ hash, owner }) {
      const { Attributes } = await client.send(
        new DeleteCommand({ TableName: table, Key: keys.token(hash), ReturnValues: 'ALL_OLD' }),
      );
      await client.send(new DeleteCommand({ TableName: table, Key: keys.listed(owner, hash) }));
      return Attributes !== undefined;
    },
  };
}

/** The table's time to live, in seconds since 1970. */
function removedAfter(validUntil: string): { expiresAt: number } {
  return { expiresAt: Math.ceil(Date.parse(validUntil) / 1000) };
}

type Count = Pick<
  ConstructorParameters<typeof UpdateCommand>[0],
  'UpdateExpression' | 'ConditionExpression'
>;

/** A clock that is behind counts in the minute that another has begun. */
const oneMore: Count = {
  UpdateExpression: 'ADD starts :one',
  ConditionExpression: 'attribute_exists(pk) AND #minute >= :minute',
};

const firstOfMinute: Count = {
  UpdateExpression: 'SET starts = :one, #minute = :minute',
  ConditionExpression:
    'attribute_exists(pk) AND (attribute_not_exists(#minute) OR #minute < :minute)',
};
