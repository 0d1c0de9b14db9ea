import * as z from 'zod';
import { account, region } from '../../intrinsics.ts';
import { booleanProperty, ignored, type ResourceType } from '../../resource-type.ts';

const keySchema = z.array(
  z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }),
);

const index = z.strictObject({
  ...ignored('ContributorInsightsSpecification', 'OnDemandThroughput', 'WarmThroughput'),
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.strictObject({
    NonKeyAttributes: z.array(z.string()).optional(),
    ProjectionType: z.enum(['ALL', 'INCLUDE', 'KEYS_ONLY']),
  }),
});

const shared = {
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z.array(index).optional(),
  KeySchema: keySchema,
  LocalSecondaryIndexes: z.array(index).optional(),
  TableName: z.string().optional(),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: z.string(), Enabled: booleanProperty })
    .optional(),
};

const tableProperties = z.strictObject({
  ...ignored(
    'ContributorInsightsSpecification',
    'DeletionProtectionEnabled',
    'PointInTimeRecoverySpecification',
    'SSESpecification',
    'TableClass',
    'Tags',
  ),
  ...shared,
});

export type TableProperties = z.infer<typeof tableProperties>;

export const tableType: ResourceType<typeof tableProperties> = {
  type: 'AWS::DynamoDB::Table',
  properties: tableProperties,
  nameProperty: 'TableName',
  reference: ({ name }) => name,
  attributes: ({ name }) => ({ Arn: tableArn(name) }),
};

const globalTableProperties = z.strictObject({
  ...ignored('SSESpecification', 'WriteOnDemandThroughputSettings'),
  // Everything that is said of a replica is about its region: recovery, deletion protection, classes, tags.
  Replicas: z.array(z.unknown()).length(1),
  ...shared,
});

export const globalTableType: ResourceType<typeof globalTableProperties> = {
  type: 'AWS::DynamoDB::GlobalTable',
  properties: globalTableProperties,
  nameProperty: 'TableName',
  reference: ({ name }) => name,
  attributes: ({ name }) => ({ Arn: tableArn(name) }),
};

function tableArn(name: string): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}
