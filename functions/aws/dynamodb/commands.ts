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

/** An operation of DynamoDB's API, with values in place of attributes: as lib-dynamodb has it, whose types these are. */
export abstract class DocumentCommand<Input extends object, Output extends object> {
  /** Its name in `X-Amz-Target`. */
  abstract readonly operation: string;
  /** The members of the input that are maps of values. */
  readonly inputValues: readonly string[] = ['Key', 'ExpressionAttributeValues'];
  /** The members of the output that are maps of values, or lists of such. */
  readonly outputValues: readonly string[] = ['Attributes'];
  readonly input: Input;
  /** What it is answered with; never set. */
  declare readonly output: Output;

  constructor(input: Input) {
    this.input = input;
  }
}

export class GetCommand extends DocumentCommand<GetCommandInput, GetCommandOutput> {
  readonly operation = 'GetItem';
  override readonly outputValues = ['Item'];
}

export class PutCommand extends DocumentCommand<PutCommandInput, PutCommandOutput> {
  readonly operation = 'PutItem';
  override readonly inputValues = ['Item', 'ExpressionAttributeValues'];
}

export class UpdateCommand extends DocumentCommand<UpdateCommandInput, UpdateCommandOutput> {
  readonly operation = 'UpdateItem';
}

export class DeleteCommand extends DocumentCommand<DeleteCommandInput, DeleteCommandOutput> {
  readonly operation = 'DeleteItem';
}

export class QueryCommand extends DocumentCommand<QueryCommandInput, QueryCommandOutput> {
  readonly operation = 'Query';
  override readonly inputValues = ['ExclusiveStartKey', 'ExpressionAttributeValues'];
  override readonly outputValues = ['Items', 'LastEvaluatedKey'];
}

/** Values are below the names of tables: `RequestItems`, `Responses` and `UnprocessedKeys`. */
export class BatchGetCommand extends DocumentCommand<BatchGetCommandInput, BatchGetCommandOutput> {
  readonly operation = 'BatchGetItem';
}

/** What sends commands. */
export interface DocumentClient {
  /**
   * @throws ConditionalCheckFailedException, or another DynamoDBServiceException under DynamoDB's name for it; whatever
   * keeps an answer from coming
   */
  send<Output extends object>(command: DocumentCommand<object, Output>): Promise<Output>;
}

/** The pages of a query, each read when it is asked for. */
export async function* paginateQuery(
  { client }: { readonly client: DocumentClient },
  input: QueryCommandInput,
): AsyncGenerator<QueryCommandOutput> {
  let from = input.ExclusiveStartKey;
  do {
    const start = from === undefined ? {} : { ExclusiveStartKey: from };
    const page = await client.send(new QueryCommand({ ...input, ...start }));
    yield page;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}
