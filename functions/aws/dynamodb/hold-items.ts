import type { AccountStore, OpenHold } from '../../accounts/account-store.ts';
import { indexNames } from '../../contract.ts';
import { getHeldKey, holdKey, holdToItem, parseHoldKey, readHoldItem } from './account-items.ts';
import {
  type DocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from './commands.ts';
import { succeeds } from './conditional-write.ts';

/** The holds of an account store in DynamoDB that have their own items. */
export function createHoldItems(
  client: DocumentClient,
  table: string,
): Pick<AccountStore, 'recordHold' | 'findHold' | 'listHolds' | 'closeHold'> {
  return {
    recordHold(hold) {
      const Item = holdToItem(hold);
      const isNew = 'attribute_not_exists(pk)';
      const ConditionExpression =
        hold.hold.countedSince === undefined ? isNew : `${isNew} OR attribute_not_exists(holding)`;
      return succeeds(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
    },

    async findHold(owner, taskId, counts) {
      const Key = holdKey(owner, taskId, counts);
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key, ConsistentRead: true }),
      );
      return Item && readHoldItem(owner, taskId, Item);
    },

    async listHolds(owner) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: indexNames.accountsHolding,
          KeyConditionExpression: 'holding = :held',
          ExpressionAttributeValues: { ':held': getHeldKey(owner) },
        },
      );
      const holds: OpenHold[] = [];
      for await (const { Items = [] } of pages) {
        for (const { sk, holdsSweptAt } of Items) {
          holds.push({ ...parseHoldKey(`${sk}`), at: `${holdsSweptAt}` });
        }
      }
      return holds;
    },

    closeHold(owner, taskId, counts, claim) {
      const isOpen = 'attribute_exists(holding)';
      const command = new UpdateCommand({
        TableName: table,
        Key: holdKey(owner, taskId, counts),
        UpdateExpression: 'REMOVE holding, holdsSweptAt',
        ConditionExpression:
          claim === undefined ? isOpen : `${isOpen} AND begins_with(#hold.claim, :claim)`,
        ...(claim === undefined
          ? {}
          : {
              ExpressionAttributeNames: { '#hold': 'hold' },
              ExpressionAttributeValues: { ':claim': claim },
            }),
      });
      return succeeds(client.send(command));
    },
  };
}
