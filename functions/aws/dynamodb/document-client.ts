import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** How values become attributes. */
export const marshallOptions = { removeUndefinedValues: true } as const;

/** The client that the stores speak to DynamoDB with; region and credentials come from the environment. */
export function createDocumentClient(endpoint: string): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint }), { marshallOptions });
}
