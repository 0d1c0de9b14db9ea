import type { TableCase } from '../table-case.ts';
import { account, get, key, listed, N, put, query, queryList, S, TableName } from './calls.ts';

export const queryCases: readonly TableCase[] = [
  {
    name: 'a delete',
    calls: (pk) => [put(pk), ['DeleteItem', { TableName, Key: key(pk) }], get(pk)],
  },
  {
    name: 'a delete of what is not there',
    calls: (pk) => [['DeleteItem', { TableName, Key: key(pk) }]],
  },
  {
    name: 'a delete under a condition',
    calls: (pk) => [
      put(pk, { a: N(1) }),
      [
        'DeleteItem',
        {
          TableName,
          Key: key(pk),
          ConditionExpression: 'a = :a',
          ExpressionAttributeValues: { ':a': N(2) },
        },
      ],
    ],
  },
  {
    name: 'a read with a projection',
    calls: (pk) => [put(pk, account), get(pk, { ProjectionExpression: 'balance, holds.b' })],
  },
  {
    name: 'a key with too many attributes',
    calls: (pk) => [['GetItem', { TableName, Key: { ...key(pk), x: S('1') } }]],
  },
  { name: 'a query in order', calls: (pk) => [...listed(pk, 4), query(pk)] },
  {
    name: 'a query backwards with a limit',
    calls: (pk) => [...listed(pk, 4), query(pk, { ScanIndexForward: false, Limit: 2 })],
  },
  {
    name: 'the next page of a query',
    calls: (pk) => [...listed(pk, 4), query(pk, { Limit: 2, ExclusiveStartKey: key(pk, 's1') })],
  },
  {
    name: 'a page that ends with the partition',
    calls: (pk) => [...listed(pk, 2), query(pk, { Limit: 2 })],
  },
  {
    name: 'a query by the beginning of the sort key',
    calls: (pk) => [
      ...listed(pk, 3),
      query(pk, {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :s)',
        ExpressionAttributeValues: { ':pk': S(pk), ':s': S('s1') },
      }),
    ],
  },
  {
    name: 'a query between two sort keys',
    calls: (pk) => [
      ...listed(pk, 4),
      query(pk, {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :a AND :b',
        ExpressionAttributeValues: { ':pk': S(pk), ':a': S('s1'), ':b': S('s2') },
      }),
    ],
  },
  {
    name: 'a query between two sort keys the wrong way round',
    calls: (pk) => [
      query(pk, {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :a AND :b',
        ExpressionAttributeValues: { ':pk': S(pk), ':a': S('s2'), ':b': S('s1') },
      }),
    ],
  },
  {
    name: 'a query with a filter',
    calls: (pk) => [
      ...listed(pk, 4),
      query(pk, {
        FilterExpression: 'n > :n',
        ExpressionAttributeValues: { ':pk': S(pk), ':n': N(1) },
        Limit: 3,
      }),
    ],
  },
  {
    name: 'a query that filters by a key',
    calls: (pk) => [query(pk, { FilterExpression: 'sk = :pk' })],
  },
  {
    name: 'a query that counts',
    calls: (pk) => [...listed(pk, 3), query(pk, { Select: 'COUNT' })],
  },
  { name: 'a query with no limit at all', calls: (pk) => [query(pk, { Limit: 0 })] },
  {
    name: 'a query without the partition key',
    calls: () => [
      [
        'Query',
        {
          TableName,
          KeyConditionExpression: 'sk = :s',
          ExpressionAttributeValues: { ':s': S('a') },
        },
      ],
    ],
  },
  { name: 'a query of an index', calls: (pk) => [...listed(pk, 4), queryList(pk)] },
  {
    name: 'a query of an index with the whole items',
    calls: (pk) => [
      ...listed(pk, 2),
      queryList(pk, { IndexName: 'whole', ScanIndexForward: false }),
    ],
  },
  { name: 'a page of an index', calls: (pk) => [...listed(pk, 4), queryList(pk, { Limit: 2 })] },
  {
    name: 'the next page of an index',
    calls: (pk) => [
      ...listed(pk, 4),
      queryList(pk, {
        Limit: 2,
        ExclusiveStartKey: { ...key(pk, 's0'), list: S(`L${pk}`), listedAt: S('t00') },
      }),
    ],
  },
  {
    name: 'a page of an index from half a key',
    calls: (pk) => [queryList(pk, { ExclusiveStartKey: key(pk, 's0') })],
  },
  {
    name: 'a consistent query of an index',
    calls: (pk) => [queryList(pk, { ConsistentRead: true })],
  },
  {
    name: 'a query of an index that is not there',
    calls: (pk) => [queryList(pk, { IndexName: 'none' })],
  },
  {
    name: 'an item leaves an index',
    calls: (pk) => [
      ...listed(pk, 1),
      [
        'UpdateItem',
        {
          TableName,
          Key: key(pk, 's0'),
          UpdateExpression: 'REMOVE #l',
          ExpressionAttributeNames: { '#l': 'list' },
        },
      ],
      queryList(pk),
    ],
  },
  {
    name: 'an item moves in an index',
    calls: (pk) => [
      ...listed(pk, 2),
      [
        'UpdateItem',
        {
          TableName,
          Key: key(pk, 's0'),
          UpdateExpression: 'SET listedAt = :t',
          ExpressionAttributeValues: { ':t': S('t9') },
        },
      ],
      queryList(pk),
    ],
  },
  {
    name: 'more of an index than the projection holds',
    calls: (pk) => [queryList(pk, { Select: 'ALL_ATTRIBUTES' })],
  },
];
