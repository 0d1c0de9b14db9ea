import type { TypedResource } from '../../resource-type.ts';
import type { DynamoCall } from './table-schema.ts';
import type { TableProperties } from './table-types.ts';

type Item = Record<string, Record<string, string>>;

/**
 * Deletes the table's items whose time to live has passed, as DynamoDB does within days (Amazon DynamoDB Developer
 * Guide, "Using time to live"). Items whose attribute is no number, or is more than five years past, stay.
 * @param now milliseconds since 1970
 * @returns how many were deleted
 */
export async function deleteExpiredItems(
  call: DynamoCall,
  { name, properties }: TypedResource<TableProperties>,
  now: number,
): Promise<number> {
  const timeToLive = properties.TimeToLiveSpecification;
  if (!timeToLive?.Enabled) return 0;
  const seconds = Math.floor(now / 1000);
  const condition = {
    TableName: name,
    ExpressionAttributeNames: { '#expiry': timeToLive.AttributeName },
    ExpressionAttributeValues: {
      ':now': { N: String(seconds) },
      ':oldest': { N: String(seconds - FIVE_YEARS_SECONDS) },
    },
  };
  const expired = '#expiry BETWEEN :oldest AND :now';
  let deleted = 0;
  let ExclusiveStartKey: unknown;
  do {
    const page = await call('Scan', {
      ...condition,
      FilterExpression: expired,
      ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
    });
    for (const item of (page['Items'] ?? []) as Item[]) {
      const keys = properties.KeySchema.map(({ AttributeName }) => AttributeName);
      const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
      deleted += await deleteIfStillExpired(call, { ...condition, Key }, expired);
    }
    ExclusiveStartKey = page['LastEvaluatedKey'];
  } while (ExclusiveStartKey !== undefined);
  return deleted;
}

const FIVE_YEARS_SECONDS = 5 * 365 * 86_400;

/** Someone may have given the item a later time since it was read. */
async function deleteIfStillExpired(
  call: DynamoCall,
  input: object,
  ConditionExpression: string,
): Promise<number> {
  try {
    await call('DeleteItem', { ...input, ConditionExpression });
    return 1;
  } catch (error) {
    if (String(error).includes('ConditionalCheckFailedException')) return 0;
    throw error;
  }
}
