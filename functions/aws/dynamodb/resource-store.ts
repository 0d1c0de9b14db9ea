import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import {
  isLasting,
  type Resource,
  type ResourceAddress,
  type ResourceStore,
} from '../../resources/resource-store.ts';
import { succeeds, valueIf } from './conditional-write.ts';

const LASTING = '(attribute_not_exists(expiresAt) OR expiresAt > :now)';

interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * The Resources table: one item for each thing, under `owner#<owner>#<collection>` and its id, which sorts by time. The
 * database deletes what has expired within days (DynamoDB Developer Guide, "Time to Live"); until then it is skipped
 * here.
 */
export function createDynamoResourceStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): ResourceStore {
  /** The time to live counts in whole seconds. */
  const nowSeconds = () => Math.floor(clock.now() / 1000);

  return {
    add(resource) {
      const Item = { ...keyOf(resource), ...resource };
      return succeeds(
        client.send(
          new PutCommand({
            TableName: table,
            Item,
            ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
            ExpressionAttributeValues: { ':now': nowSeconds() },
          }),
        ),
      );
    },

    replace(seen, next) {
      return succeeds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...keyOf(seen), ...next },
            ConditionExpression:
              'createdAt = :createdAt AND expiresAt = :expiresAt AND expiresAt > :now',
            ExpressionAttributeValues: {
              ':createdAt': seen.createdAt,
              ':expiresAt': seen.expiresAt,
              ':now': nowSeconds(),
            },
          }),
        ),
      );
    },

    async get(address) {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: keyOf(address), ConsistentRead: true }),
      );
      const resource = answer.Item && withoutKeys(answer.Item);
      return resource && isLasting(resource, clock.now()) ? resource : undefined;
    },

    async list(owner, collection, limit) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: LASTING,
          ExpressionAttributeValues: {
            ':pk': partitionOf(owner, collection),
            ':now': nowSeconds(),
          },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit,
        },
      );
      const found: Resource[] = [];
      for await (const { Items = [] } of pages) {
        found.push(...Items.map(withoutKeys));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },

    async remove(address) {
      const removed = await valueIf(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: keyOf(address),
            ConditionExpression: `attribute_exists(pk) AND ${LASTING}`,
            ExpressionAttributeValues: { ':now': nowSeconds() },
          }),
        ),
      );
      return removed !== undefined;
    },
  };
}

/** An owner's name may be anything that is no `#`: it is 24 hexadecimal characters, or what the operator chose. */
function partitionOf(owner: string, collection: string): string {
  return `owner#${owner}#${collection}`;
}

function keyOf({ owner, collection, id }: ResourceAddress) {
  return { pk: partitionOf(owner, collection), sk: id };
}

function withoutKeys(item: Record<string, unknown>): Resource {
  const { pk: _pk, sk: _sk, ...resource } = item;
  return resource as unknown as Resource;
}
