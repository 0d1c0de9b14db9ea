import type { Call, TableCase } from '../table-case.ts';
import { TABLE } from '../table-case.ts';
import { get, key, listed, put, query, S, TableName } from './calls.ts';

export const batchCases: readonly TableCase[] = [
  {
    name: 'a batch read',
    calls: (pk) => [
      ...listed(pk, 1),
      ['BatchGetItem', { RequestItems: { [TABLE]: { Keys: [key(pk, 's0'), key(pk, 'gone')] } } }],
    ],
  },
  {
    name: 'a batch read of the same twice',
    calls: (pk) => [['BatchGetItem', { RequestItems: { [TABLE]: { Keys: [key(pk), key(pk)] } } }]],
  },
  {
    name: 'a batch read of 101',
    calls: (pk) => [
      [
        'BatchGetItem',
        {
          RequestItems: {
            [TABLE]: { Keys: Array.from({ length: 101 }, (_, i) => key(pk, `${i}`)) },
          },
        },
      ],
    ],
  },
  {
    name: 'a batch read of nothing',
    calls: () => [['BatchGetItem', { RequestItems: { [TABLE]: { Keys: [] } } }]],
  },
  {
    name: 'a batch write',
    calls: (pk) => [
      ['BatchWriteItem', { RequestItems: { [TABLE]: [{ PutRequest: { Item: key(pk) } }] } }],
      get(pk),
    ],
  },
  {
    name: 'a batch write of 26',
    calls: (pk) => [
      [
        'BatchWriteItem',
        {
          RequestItems: {
            [TABLE]: Array.from({ length: 26 }, (_, i) => ({
              PutRequest: { Item: key(pk, `${i}`) },
            })),
          },
        },
      ],
    ],
  },
  {
    name: 'a batch read of more than 16 MB',
    calls: (pk) => [
      ...Array.from(
        { length: 44 },
        (_, i): Call => [
          'PutItem',
          { TableName, Item: { ...key(pk, `${i}`.padStart(2, '0')), v: S('x'.repeat(390_000)) } },
        ],
      ),
      [
        'BatchGetItem',
        {
          RequestItems: {
            [TABLE]: {
              Keys: Array.from({ length: 44 }, (_, i) => key(pk, `${i}`.padStart(2, '0'))),
            },
          },
        },
      ],
    ],
  },
  {
    name: 'a query of more than 1 MB',
    calls: (pk) => [
      ...Array.from(
        { length: 4 },
        (_, i): Call => [
          'PutItem',
          { TableName, Item: { ...key(pk, `${i}`), v: S('x'.repeat(390_000)) } },
        ],
      ),
      query(pk, { ProjectionExpression: 'sk' }),
    ],
  },
  {
    name: 'a table that is not there',
    calls: (pk) => [['GetItem', { TableName: 'None', Key: key(pk) }]],
  },
  { name: 'an operation that is none', calls: () => [['FindItem', { TableName }]] },
  {
    name: 'a transaction',
    calls: (pk) => [
      ['TransactWriteItems', { TransactItems: [{ Put: { TableName, Item: key(pk) } }] }],
    ],
  },
  {
    name: 'a statement',
    calls: () => [['ExecuteStatement', { Statement: `SELECT * FROM "${TABLE}" WHERE pk = 'x'` }]],
  },
  { name: 'an unknown parameter', calls: (pk) => [get(pk, { Consistent: true })] },
  {
    name: 'the old way of conditions',
    calls: (pk) => [put(pk, {}, { Expected: { pk: { Exists: false } } })],
  },
  {
    name: 'both ways of conditions',
    calls: (pk) => [
      put(
        pk,
        {},
        { Expected: { pk: { Exists: false } }, ConditionExpression: 'attribute_not_exists(pk)' },
      ),
    ],
  },
  { name: 'consumed capacity', calls: (pk) => [put(pk, {}, { ReturnConsumedCapacity: 'TOTAL' })] },
];
