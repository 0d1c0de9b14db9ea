/** One call of DynamoDB's API. */
export type Call = readonly [operation: string, input: object];

/** What came of one call: the answer, or the error without its wording. */
export type Outcome =
  | { readonly status: number; readonly answer: unknown }
  | { readonly status: number; readonly error: string; readonly message: string };

/** Some calls in a row on the table `Records`, whose keys are `pk` and `sk`. */
export interface TableCase {
  readonly name: string;
  /** @param pk a partition that nothing is in */
  calls(pk: string): readonly Call[];
}

export const TABLE = 'Records';

/** The table's keys and indexes, as CreateTable and CloudFormation spell them. */
export const tableShape = {
  AttributeDefinitions: ['pk', 'sk', 'list', 'listedAt'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchema('pk', 'sk'),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byList',
      KeySchema: keySchema('list', 'listedAt'),
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'whole',
      KeySchema: keySchema('list', 'listedAt'),
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

function keySchema(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}
