import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DocumentClient } from '../../functions/aws/dynamodb/commands.ts';
import { createDocumentClient } from '../../functions/aws/dynamodb/document-client.ts';

/** dynalite is untyped. `createTableMs`: how long a new table is not ready, in milliseconds. */
type Dynalite = (options: { createTableMs: number }) => Server;

export interface TableShape {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes?: readonly {
    readonly name: string;
    readonly partitionKey: string;
    readonly sortKey?: string;
    readonly projection?: 'ALL' | 'KEYS_ONLY';
  }[];
}

export interface RunningDynalite {
  readonly documents: DocumentClient;
  /** All keys are strings. */
  createTable(shape: TableShape): Promise<void>;
  stop(): Promise<void>;
}

/** DynamoDB in memory, on a free port of this machine. */
export async function startDynalite(): Promise<RunningDynalite> {
  const dynalite = createRequire(import.meta.url)('dynalite') as Dynalite;
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const region = 'us-east-1';
  const keys = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: url, region, credentials: keys });
  return {
    documents: createDocumentClient({ url, region, keys }),
    async createTable(shape) {
      await client.send(createTableCommand(shape));
    },
    async stop() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createTableCommand({ name, indexes = [], ...keys }: TableShape): CreateTableCommand {
  const names = [keys, ...indexes].flatMap(({ partitionKey, sortKey }) =>
    sortKey ? [partitionKey, sortKey] : [partitionKey],
  );
  return new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...new Set(names)].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: keySchema(keys),
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map((index) => ({
            IndexName: index.name,
            KeySchema: keySchema(index),
            Projection: { ProjectionType: index.projection ?? 'ALL' },
          })),
        }),
  });
}

function keySchema({ partitionKey, sortKey }: Pick<TableShape, 'partitionKey' | 'sortKey'>) {
  const partition = { AttributeName: partitionKey, KeyType: 'HASH' as const };
  return sortKey ? [partition, { AttributeName: sortKey, KeyType: 'RANGE' as const }] : [partition];
}
