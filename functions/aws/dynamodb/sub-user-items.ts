import * as z from 'zod';
import type { AccountStore, SubUser } from '../../accounts/account-store.ts';
import { accountKeys, OWNER_PREFIX } from './account-items.ts';
import { type DocumentClient, PutCommand, paginateQuery } from './commands.ts';
import { succeeds } from './conditional-write.ts';

const subUserItem = z.object({
  owner: z.string(),
  parent: z.string(),
  username: z.string(),
  createdAt: z.string(),
});

/** The lists of sub-users of an account store in DynamoDB. */
export function createSubUserItems(
  client: DocumentClient,
  table: string,
): Pick<AccountStore, 'addSubUser' | 'getSubUsers'> {
  return {
    async addSubUser(user) {
      const Item = { ...accountKeys.subUser(user.parent, user.username), ...user };
      const ConditionExpression = 'attribute_not_exists(pk)';
      await succeeds(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
    },

    async getSubUsers(parent) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :parent AND begins_with(sk, :user)',
          ExpressionAttributeValues: { ':parent': `${OWNER_PREFIX}${parent}`, ':user': 'user#' },
          ConsistentRead: true,
        },
      );
      const users: SubUser[] = [];
      for await (const { Items = [] } of pages) {
        users.push(...Items.map((item) => subUserItem.parse(item)));
      }
      return users;
    },
  };
}
