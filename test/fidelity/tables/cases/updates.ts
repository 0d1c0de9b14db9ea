import type { TableCase } from '../table-case.ts';
import { account, get, N, put, S, update, updated } from './calls.ts';

export const updateCases: readonly TableCase[] = [
  {
    name: 'an update of what is not there',
    calls: (pk) => [update(pk, 'SET a = :a', { ':a': N(1) }), get(pk)],
  },
  {
    name: 'coins are held',
    calls: updated(
      account,
      'SET balance = balance - :n, holds.a = :n',
      { ':n': N(30) },
      { ConditionExpression: 'balance >= :n AND attribute_not_exists(holds.a)' },
    ),
  },
  {
    name: 'coins are not held twice',
    calls: updated(
      account,
      'SET balance = balance - :n, holds.b = :n',
      { ':n': N(30) },
      { ConditionExpression: 'attribute_not_exists(holds.b)' },
    ),
  },
  {
    name: 'a hold is dropped',
    calls: updated(
      account,
      'REMOVE holds.b',
      {},
      { ConditionExpression: 'attribute_exists(holds.b)' },
    ),
  },
  {
    name: 'a hold is returned',
    calls: updated(
      account,
      'SET balance = balance + :n REMOVE holds.b',
      { ':n': N(5) },
      { ConditionExpression: 'holds.b = :n' },
    ),
  },
  { name: 'the removal of a member that is not there', calls: updated(account, 'REMOVE holds.zz') },
  { name: 'a member of a missing map', calls: updated({}, 'SET holds.a = :a', { ':a': N(1) }) },
  {
    name: 'a name with a dot',
    calls: updated(
      account,
      'SET holds.#n = :a',
      { ':a': N(1) },
      { ExpressionAttributeNames: { '#n': 'a.b-c' } },
    ),
  },
  { name: 'ADD on a number that is not there', calls: updated({}, 'ADD n :a', { ':a': N(2) }) },
  { name: 'ADD on text', calls: updated({ n: S('1') }, 'ADD n :a', { ':a': N(2) }) },
  {
    name: 'ADD on a set',
    calls: updated({ l: { SS: ['a'] } }, 'ADD l :a', { ':a': { SS: ['b', 'a'] } }),
  },
  {
    name: 'DELETE of the last of a set',
    calls: updated({ l: { SS: ['a'] } }, 'DELETE l :a', { ':a': { SS: ['a'] } }),
  },
  {
    name: 'if_not_exists',
    calls: updated({ n: N(1) }, 'SET n = if_not_exists(n, :a), m = if_not_exists(m, :a) + :a', {
      ':a': N(7),
    }),
  },
  {
    name: 'list_append',
    calls: updated({ l: { L: [N(1)] } }, 'SET l = list_append(l, :l)', { ':l': { L: [N(2)] } }),
  },
  {
    name: 'an index past the end of a list',
    calls: updated({ l: { L: [N(1)] } }, 'SET l[5] = :a', { ':a': N(2) }),
  },
  { name: 'arithmetic on something missing', calls: updated({}, 'SET n = n + :a', { ':a': N(1) }) },
  { name: 'arithmetic on text', calls: updated({ n: S('a') }, 'SET n = n + :a', { ':a': N(1) }) },
  {
    name: 'sums past 38 digits',
    calls: updated({ n: N('99999999999999999999999999999999999999') }, 'SET n = n + :a', {
      ':a': N(1),
    }),
  },
  {
    name: 'a sum of fractions',
    calls: updated({ n: N('0.1') }, 'SET n = n + :a', { ':a': N('0.2') }),
  },
  { name: 'a new value for a key', calls: updated({}, 'SET sk = :a', { ':a': S('b') }) },
  {
    name: 'the same path twice',
    calls: updated({}, 'SET a = :a, a = :b', { ':a': N(1), ':b': N(2) }),
  },
  {
    name: 'paths that overlap',
    calls: updated(account, 'SET holds = :m, holds.a = :n', { ':m': { M: {} }, ':n': N(1) }),
  },
  {
    name: 'two clauses of the same kind',
    calls: updated({}, 'SET a = :a SET b = :a', { ':a': N(1) }),
  },
  {
    name: 'an update swaps from the values before',
    calls: updated({ a: N(1), b: N(2) }, 'SET a = b, b = a'),
  },
  ...['ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW', 'SOME'].map((ReturnValues) => ({
    name: `an update returns ${ReturnValues}`,
    calls: updated(
      { a: N(1), m: { M: { x: N(1), y: N(2) } } },
      'SET a = :a, m.x = :a',
      { ':a': N(9) },
      { ReturnValues },
    ),
  })),
  {
    name: 'a put returns the old item',
    calls: (pk) => [put(pk, { a: N(1) }), put(pk, {}, { ReturnValues: 'ALL_OLD' })],
  },
  { name: 'a put returns new values', calls: (pk) => [put(pk, {}, { ReturnValues: 'ALL_NEW' })] },
  {
    name: 'the item that a failed condition met',
    calls: (pk) => [
      put(pk, { a: N(1) }),
      put(
        pk,
        {},
        {
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      ),
    ],
  },
];
