import type { Call } from '../table-case.ts';
import { TABLE } from '../table-case.ts';

export const TableName = TABLE;
export const S = (text: string) => ({ S: text });
export const N = (number: number | string) => ({ N: String(number) });
export const key = (pk: string, sk = 'a') => ({ pk: S(pk), sk: S(sk) });

export function put(pk: string, item: object = {}, more: object = {}): Call {
  return ['PutItem', { TableName, Item: { ...key(pk), ...item }, ...more }];
}

export function get(pk: string, more: object = {}): Call {
  return ['GetItem', { TableName, Key: key(pk), ConsistentRead: true, ...more }];
}

export function update(
  pk: string,
  UpdateExpression: string,
  values: object = {},
  more: object = {},
): Call {
  const given = Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {};
  return ['UpdateItem', { TableName, Key: key(pk), UpdateExpression, ...given, ...more }];
}

/** Puts an item, updates it and reads it. */
export function updated(item: object, expression: string, values: object = {}, more: object = {}) {
  return (pk: string) => [put(pk, item), update(pk, expression, values, more), get(pk)];
}

/** Puts an item and puts it again under a condition. */
export function conditional(item: object, ConditionExpression: string, values: object = {}) {
  const given = Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {};
  return (pk: string) => [
    put(pk, item),
    put(pk, { again: { BOOL: true } }, { ConditionExpression, ...given }),
    get(pk),
  ];
}

/** Puts a value and reads it. */
export function kept(value: object) {
  return (pk: string) => [put(pk, { value }), get(pk)];
}

export const listed = (pk: string, count: number): Call[] =>
  Array.from({ length: count }, (_, index) => [
    'PutItem',
    {
      TableName,
      Item: {
        ...key(pk, `s${index}`),
        list: S(`L${pk}`),
        listedAt: S(`t${index % 3}${index}`),
        n: N(index),
      },
    },
  ]);

export function query(pk: string, more: object = {}): Call {
  return [
    'Query',
    {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': S(pk) },
      ...more,
    },
  ];
}

export function queryList(pk: string, more: object = {}): Call {
  return [
    'Query',
    {
      TableName,
      IndexName: 'byList',
      KeyConditionExpression: '#list = :list',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':list': S(`L${pk}`) },
      ...more,
    },
  ];
}

export const account = { balance: N(100), holds: { M: { b: N(5) } } };

export function nested(depth: number): object {
  return depth === 0 ? N(1) : { L: [nested(depth - 1)] };
}
