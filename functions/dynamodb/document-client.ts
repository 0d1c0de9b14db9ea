import type {
  BatchGetCommandInput,
  BatchGetCommandOutput,
  DeleteCommandInput,
  DeleteCommandOutput,
  GetCommandInput,
  GetCommandOutput,
  PutCommandInput,
  PutCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  UpdateCommandInput,
  UpdateCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { ServiceClient } from '../aws/service-client.ts';

export type { QueryCommandInput };

/** One operation; its attributes are plain values, as in the SDK's document client, whose names and types these are. */
export abstract class DocumentCommand<Input extends object, Output> {
  /** DynamoDB's name for it. */
  abstract readonly operation: string;
  readonly input: Input;
  /** Says what `send` answers; never there. */
  declare readonly output?: Omit<Output, '$metadata'>;

  constructor(input: Input) {
    this.input = input;
  }
}

export class GetCommand extends DocumentCommand<GetCommandInput, GetCommandOutput> {
  readonly operation = 'GetItem';
}

export class PutCommand extends DocumentCommand<PutCommandInput, PutCommandOutput> {
  readonly operation = 'PutItem';
}

export class UpdateCommand extends DocumentCommand<UpdateCommandInput, UpdateCommandOutput> {
  readonly operation = 'UpdateItem';
}

export class DeleteCommand extends DocumentCommand<DeleteCommandInput, DeleteCommandOutput> {
  readonly operation = 'DeleteItem';
}

export class QueryCommand extends DocumentCommand<QueryCommandInput, QueryCommandOutput> {
  readonly operation = 'Query';
}

export class BatchGetCommand extends DocumentCommand<BatchGetCommandInput, BatchGetCommandOutput> {
  readonly operation = 'BatchGetItem';
}

/** What the SDK's document client does, for the operations that our stores use. */
export interface DynamoDBDocumentClient {
  /** @throws AwsError when DynamoDB refuses it, Error when it can't be reached */
  send<Output>(
    command: DocumentCommand<object, Output>,
  ): Promise<NonNullable<DocumentCommand<object, Output>['output']>>;
}

/** Makes the client that our stores speak to DynamoDB with. @param service DynamoDB, API version 2012-08-10 */
export function createDocumentClient(service: ServiceClient): DynamoDBDocumentClient {
  return {
    async send<Output>({ operation, input }: DocumentCommand<object, Output>) {
      const answer = await service.call(operation, convert(input, toDynamo));
      return convert(answer as object, fromDynamo) as Omit<Output, '$metadata'>;
    },
  };
}

/** Every page of a query, as the SDK's function of that name. */
export async function* paginateQuery(
  { client }: { client: DynamoDBDocumentClient },
  input: QueryCommandInput,
): AsyncGenerator<Omit<QueryCommandOutput, '$metadata'>> {
  let ExclusiveStartKey = input.ExclusiveStartKey;
  do {
    const start = ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey };
    const page = await client.send(new QueryCommand({ ...input, ...start }));
    yield page;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

type Values = Record<string, unknown>;
type Convert = (values: Values) => Values;

const toDynamo: Convert = (values) => marshall(values, { removeUndefinedValues: true });
const fromDynamo: Convert = (values) => unmarshall(values as Parameters<typeof unmarshall>[0]);

/** The fields of requests and answers that hold attributes (Amazon DynamoDB API Reference). */
const holdOne = [
  'Item',
  'Key',
  'Attributes',
  'ExpressionAttributeValues',
  'ExclusiveStartKey',
  'LastEvaluatedKey',
];
const holdMany = ['Items', 'Keys'];
/** Fields that hold such fields, or lists of items, by the tables' names. */
const byTable = ['RequestItems', 'Responses', 'UnprocessedKeys'];

function convert(fields: object, how: Convert): object {
  const converted: Values = { ...fields };
  for (const [name, value] of Object.entries(converted)) {
    if (value === undefined || value === null) continue;
    if (holdOne.includes(name)) converted[name] = how(value as Values);
    else if (holdMany.includes(name)) converted[name] = (value as Values[]).map(how);
    else if (byTable.includes(name)) converted[name] = convertTables(value as Values, how);
  }
  return converted;
}

function convertTables(tables: Values, how: Convert): Values {
  return Object.fromEntries(
    Object.entries(tables).map(([table, content]) => [
      table,
      Array.isArray(content) ? content.map(how) : convert(content as object, how),
    ]),
  );
}
