import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

/**
 * What an update of the stack must find again. CloudFormation knows a resource by its logical id: under another id it
 * makes a new and empty one and lets go of the old. So an id may be added here, and none changed or removed.
 */
const lasting: Record<string, readonly string[]> = {
  // Records.
  'AWS::DynamoDB::GlobalTable': [
    'TablesTasksB0FA0D86',
    'TablesAccounts2D520C9A',
    'TablesWebhooks9E9DC764',
    'TablesProviders43B2DAC7',
    'TablesResourcesF2CE5B22',
  ],
  // Photos and videos, and who read them.
  'AWS::S3::Bucket': ['MediaBucket4022EBBF', 'MediaAccessLog4E9674A2'],
  // Without it no sealed secret is ever opened again.
  'AWS::KMS::Key': ['Key961B73FD'],
  // Every result link begins with its domain name.
  'AWS::CloudFront::Distribution': ['MediaDistributionFB529AA1'],
  // Every client calls its address.
  'AWS::ApiGatewayV2::Api': ['HttpApiGatewayBB67D6D5'],
  // Executions that are running end with their state machine.
  'AWS::StepFunctions::StateMachine': [
    'TaskWorkflowStateMachine9D7AB4FB',
    'DeliveryWorkflowStateMachineF20072A9',
  ],
};

const kept = ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::KMS::Key'];

/**
 * Keys of tables and indexes as they were deployed. DynamoDB changes neither: a table with other keys replaces the old
 * one, and so does an index, which is empty of every item until it is filled again. What is new gets a new name.
 * CloudFormation adds or removes one index of a table in one update.
 */
const keys: Record<string, Record<string, string>> = {
  TablesTasksB0FA0D86: {
    table: 'id',
    byList: 'list listedAt KEYS_ONLY',
    byOpen: 'open openSince KEYS_ONLY',
  },
  TablesAccounts2D520C9A: {
    table: 'pk sk',
    byHolding: 'holding holdsSweptAt KEYS_ONLY',
    byOwner: 'owner at ALL',
  },
  TablesWebhooks9E9DC764: {
    table: 'pk sk',
    gsi1: 'gsi1pk gsi1sk ALL',
    gsi2: 'gsi2pk gsi2sk ALL',
  },
  TablesProviders43B2DAC7: { table: 'pk sk' },
  TablesResourcesF2CE5B22: { table: 'pk sk' },
};

const production = synthesize();

describe('an update of the stack', () => {
  it.each(Object.entries(lasting))('finds every %s again', (type, ids) => {
    const found = Object.keys(production.findResources(type));
    expect(found).toEqual(expect.arrayContaining([...ids]));
    const unlisted = found.filter((id) => !ids.includes(id));
    expect(unlisted, 'A resource that lasts must be listed here').toEqual([]);
  });

  it.each(kept)('deletes no %s, even one that it replaces', (type) => {
    const policies = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
    production.allResources(type, policies);
  });

  it('finds tables and buckets by the names that AWS gave them: one of ours would stop a replacement half-way', () => {
    for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket']) {
      for (const { Properties } of Object.values(production.findResources(type))) {
        expect(Properties).not.toHaveProperty('TableName');
        expect(Properties).not.toHaveProperty('BucketName');
      }
    }
  });

  it('keeps the names of the state machines: another name is another state machine', () => {
    const machines = Object.values(production.findResources('AWS::StepFunctions::StateMachine'));
    const names = machines.map(({ Properties }) => Properties.StateMachineName);
    expect(names.sort()).toEqual(['Reelhook-test-DeliveryWorkflow', 'Reelhook-test-TaskWorkflow']);
  });

  it.each(Object.entries(keys))('keeps the keys of %s and of its indexes', (id, expected) => {
    const table = production.findResources('AWS::DynamoDB::GlobalTable')[id]?.['Properties'];
    expect(keysOf(table)).toMatchObject(expected);
  });
});

interface Keyed {
  readonly IndexName?: string;
  readonly KeySchema: readonly { AttributeName: string }[];
  readonly Projection?: { ProjectionType: string };
}

/** The keys of the table under `table` and of each index under its name. */
function keysOf(table: Keyed & { GlobalSecondaryIndexes?: Keyed[] }): Record<string, string> {
  const all = [table, ...(table.GlobalSecondaryIndexes ?? [])];
  return Object.fromEntries(
    all.map(({ IndexName = 'table', KeySchema, Projection }) => {
      const names = KeySchema.map(({ AttributeName }) => AttributeName);
      return [IndexName, [...names, Projection?.ProjectionType ?? []].flat().join(' ')];
    }),
  );
}
