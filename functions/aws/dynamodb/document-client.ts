import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** How values become attributes. */
export const marshallOptions = { removeUndefinedValues: true } as const;

/** The client that our stores speak to DynamoDB with; region, endpoint and credentials come from the environment. */
export function createDocumentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions });
}
