import type { Clock } from '../../clock.ts';
import {
  isLasting,
  type Resource,
  type ResourceAddress,
  type ResourceStore,
} from '../../resources/resource-store.ts';
import type { DocumentClient } from './commands.ts';
import { createRecordTable } from './record-table.ts';

const IS_LASTING = '(attribute_not_exists(expiresAt) OR expiresAt > :now)';

/**
 * The Resources table: one item for each resource, under `owner#<owner>#<collection>` and its id, which sorts by time.
 * The database deletes what has expired within days (DynamoDB Developer Guide, "Time to Live"); until then it is skipped
 * here.
 */
export function createDynamoResourceStore(
  client: DocumentClient,
  tableName: string,
  clock: Clock,
): ResourceStore {
  const table = createRecordTable(client, tableName);
  /** The time to live counts in whole seconds. */
  const nowSeconds = () => Math.floor(clock.now() / 1000);

  return {
    add: (resource) =>
      table.putIf(getKey(resource), resource, {
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': nowSeconds() },
      }),

    replace: (seen, next) =>
      table.putIf(getKey(seen), next, {
        ConditionExpression:
          '#record.createdAt = :createdAt AND expiresAt = :expiresAt AND expiresAt > :now',
        ExpressionAttributeNames: { '#record': 'record' },
        ExpressionAttributeValues: {
          ':createdAt': seen.createdAt,
          ':expiresAt': seen.expiresAt,
          ':now': nowSeconds(),
        },
      }),

    async get(address) {
      const resource = await table.get<Resource>(getKey(address));
      return resource && isLasting(resource, clock.now()) ? resource : undefined;
    },

    list: (owner, collection, limit) =>
      table.list(
        {
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: IS_LASTING,
          ExpressionAttributeValues: {
            ':pk': getPartition(owner, collection),
            ':now': nowSeconds(),
          },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
        limit,
      ),

    remove: (address) =>
      table.removeIf(getKey(address), {
        ConditionExpression: `attribute_exists(pk) AND ${IS_LASTING}`,
        ExpressionAttributeValues: { ':now': nowSeconds() },
      }),
  };
}

/** An owner's name may be anything that is no `#`: it is 24 hexadecimal characters, or what the operator chose. */
function getPartition(owner: string, collection: string): string {
  return `owner#${owner}#${collection}`;
}

function getKey({ owner, collection, id }: ResourceAddress) {
  return { pk: getPartition(owner, collection), sk: id };
}
