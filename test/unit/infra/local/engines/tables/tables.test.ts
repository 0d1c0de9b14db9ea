import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import {
  type RunningStack,
  runStack,
  settableClock,
  temporaryDirectory,
  writeAssembly,
} from '../../fixture.ts';

const properties = {
  AttributeDefinitions: ['pk', 'sk', 'list'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byList',
      KeySchema: [{ AttributeName: 'list', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  Replicas: [{ Region: 'us-east-1', PointInTimeRecoverySpecification: {} }],
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
};

function assembly(changes: object = {}): string {
  const table = {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: { TableName: 'Records', ...properties, ...changes },
  };
  return writeAssembly({ resources: { Records: table } });
}

function clientOf({ endpointUrl: endpoint }: RunningStack): DynamoDBClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'a' } });

describe('a table', () => {
  it('has the keys and indexes of the template and keeps its items over restarts', async () => {
    const dataDirectory = join(temporaryDirectory(), 'data');
    const first = await runStack(assembly(), { dataDirectory });
    const item = { ...key('one'), list: { S: 'mine' }, count: { N: '1' } };
    await clientOf(first).send(new PutItemCommand({ TableName: 'Records', Item: item }));
    await first.stop();

    const client = clientOf(await runStack(assembly(), { dataDirectory }));
    const found = await client.send(
      new QueryCommand({
        TableName: 'Records',
        IndexName: 'byList',
        KeyConditionExpression: '#list = :list',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':list': { S: 'mine' } },
      }),
    );
    expect(found.Items).toEqual([{ ...key('one'), list: { S: 'mine' } }]);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Records' }));
    expect(Table?.TableStatus).toBe('ACTIVE');
  });

  it('carries out conditional updates', async () => {
    const client = clientOf(await runStack(assembly()));
    const update = new UpdateItemCommand({
      TableName: 'Records',
      Key: key('one'),
      UpdateExpression: 'SET claimed = :yes',
      ConditionExpression: 'attribute_not_exists(claimed)',
      ExpressionAttributeValues: { ':yes': { BOOL: true } },
    });
    await client.send(update);
    await expect(client.send(update)).rejects.toThrow('The conditional request failed');
  });

  it('refuses what would be dropped without a word, and says so in the log', async () => {
    const stack = await runStack(assembly());
    const client = clientOf(stack);
    const put = { TableName: 'Records', Item: key('one') };
    const returning = new PutItemCommand({
      ...put,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const refusal =
      "Reelhook's local run does not support ReturnValuesOnConditionCheckFailure in DynamoDB PutItem";
    await expect(client.send(returning)).rejects.toThrow(refusal);
    expect(stack.log).toContainEqual({ source: 'tables', level: 'error', message: refusal });
    await expect(
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] })),
    ).rejects.toThrow("Reelhook's local run does not support DynamoDB TransactWriteItems");
  });

  it('refuses an expression longer than DynamoDB takes', async () => {
    const client = clientOf(await runStack(assembly()));
    const update = (UpdateExpression: string) =>
      client.send(
        new UpdateItemCommand({
          TableName: 'Records',
          Key: key('one'),
          UpdateExpression,
          ExpressionAttributeValues: { ':a': { N: '1' } },
        }),
      );
    await update('SET a = :a'.padEnd(4096));
    await expect(update('SET a = :a'.padEnd(4097))).rejects.toThrow(
      'Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;',
    );
  });

  it('loses the items whose time to live has passed, and no others', async () => {
    const clock = settableClock();
    const stack = await runStack(assembly(), { clock });
    const client = clientOf(stack);
    const inAnHour = Math.floor(clock.now() / 1000) + 3_600;
    const items = [
      { ...key('early'), expiresAt: { N: String(inAnHour) } },
      { ...key('late'), expiresAt: { N: String(inAnHour + 7_200) } },
      { ...key('text'), expiresAt: { S: '1' } },
      { ...key('never') },
    ];
    for (const Item of items) {
      await client.send(new PutItemCommand({ TableName: 'Records', Item }));
    }
    const names = ['early', 'late', 'text', 'never'];
    async function left(): Promise<string[]> {
      const answers = await Promise.all(
        names.map((name) =>
          client.send(new GetItemCommand({ TableName: 'Records', Key: key(name) })),
        ),
      );
      return names.filter((_, index) => answers[index]?.Item !== undefined);
    }
    await stack.sweep();
    expect(await left()).toEqual(names);
    clock.advance(3_601_000);
    await stack.sweep();
    expect(await left()).toEqual(['late', 'text', 'never']);
  });

  it('of an earlier version is not taken for an empty one', async () => {
    const dataDirectory = join(temporaryDirectory(), 'data');
    mkdirSync(join(dataDirectory, 'tables'), { recursive: true });
    await expect(runStack(assembly(), { dataDirectory })).rejects.toThrow(
      /tables of an earlier version, which this one can't read. Move the data folder away/,
    );
  });

  it('says what to do when the template has given it other indexes', async () => {
    const dataDirectory = join(temporaryDirectory(), 'data');
    const first = await runStack(assembly(), { dataDirectory });
    await first.stop();
    const [index] = properties.GlobalSecondaryIndexes;
    const changed = assembly({ GlobalSecondaryIndexes: [{ ...index, IndexName: 'byOther' }] });
    await expect(runStack(changed, { dataDirectory })).rejects.toThrow(
      "The template has changed the keys or the indexes of table Records, and tables that exist can't follow. Move the data folder away, or give another one in DATA_DIR, and start again.",
    );
    await runStack(assembly(), { dataDirectory });
  });
});
