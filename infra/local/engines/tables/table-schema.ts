import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { TypedResource } from '../../resource-type.ts';
import type { TableProperties } from './table-types.ts';

/** The folder's tables can't be used with this template; the message says what to do. */
export class UnusableTableError extends Error {
  override name = 'UnusableTableError';
}

/** Sends one DynamoDB operation and answers its body; throws when it is refused. */
export type DynamoCall = (operation: string, input: object) => Promise<Record<string, unknown>>;

/** Makes the table unless it exists. Throws UnusableTableError when it exists with other keys or indexes. */
export async function createTable(
  call: DynamoCall,
  { name, properties }: TypedResource<TableProperties>,
): Promise<void> {
  const wanted = {
    AttributeDefinitions: properties.AttributeDefinitions,
    BillingMode: properties.BillingMode,
    KeySchema: properties.KeySchema,
    ...indexes('GlobalSecondaryIndexes', properties),
    ...indexes('LocalSecondaryIndexes', properties),
  };
  const { TableNames } = await call('ListTables', {});
  if (!Array.isArray(TableNames) || !TableNames.includes(name)) {
    await call('CreateTable', { TableName: name, ...wanted });
  }
  const table = await waitUntilActive(call, name);
  if (!isDeepStrictEqual(getShape(table), getShape(wanted))) {
    throw new UnusableTableError(
      `The template has changed the keys or the indexes of table ${name}, and tables that exist can't follow. ` +
        'Move the data folder away, or give another one in DATA_DIR, and start again.',
    );
  }
}

const PAUSE_MILLISECONDS = 10;
const MOST_PAUSES = 1000;

/** dynalite makes a table in two steps. */
async function waitUntilActive(call: DynamoCall, name: string): Promise<TableShape> {
  for (let pauses = 0; pauses < MOST_PAUSES; pauses += 1) {
    const { Table } = await call('DescribeTable', { TableName: name });
    const table = Table as TableShape & { TableStatus: string };
    if (table.TableStatus === 'ACTIVE') return table;
    await pause(PAUSE_MILLISECONDS);
  }
  throw new UnusableTableError(
    `An earlier start was ended while it made table ${name}. Remove the data folder and start again.`,
  );
}

type IndexKind = 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes';
type TableShape = Pick<TableProperties, 'AttributeDefinitions' | 'KeySchema' | IndexKind>;

function indexes(kind: IndexKind, properties: TableProperties) {
  const declared = properties[kind]?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  return declared === undefined || declared.length === 0 ? {} : { [kind]: declared };
}

/** What can't change, in its own order. */
function getShape(table: TableShape) {
  const indexShape = (index: NonNullable<TableShape[IndexKind]>[number]) => [
    index.IndexName,
    index.KeySchema.map((key) => [key.KeyType, key.AttributeName]),
    index.Projection.ProjectionType,
    index.Projection.NonKeyAttributes?.toSorted() ?? [],
  ];
  const sorted = (shapes: unknown[]) => shapes.map((shape) => JSON.stringify(shape)).sort();
  return {
    keys: table.KeySchema.map((key) => [key.KeyType, key.AttributeName]),
    attributes: sorted(
      table.AttributeDefinitions.map((attribute) => [
        attribute.AttributeName,
        attribute.AttributeType,
      ]),
    ),
    globalIndexes: sorted((table.GlobalSecondaryIndexes ?? []).map(indexShape)),
    localIndexes: sorted((table.LocalSecondaryIndexes ?? []).map(indexShape)),
  };
}
