import type { TableCase } from '../table-case.ts';
import { account, conditional, N, put, S, update, updated } from './calls.ts';

export const conditionCases: readonly TableCase[] = [
  {
    name: 'the first put under a condition',
    calls: (pk) => [put(pk, {}, { ConditionExpression: 'attribute_not_exists(pk)' })],
  },
  { name: 'the second put under a condition', calls: conditional({}, 'attribute_not_exists(pk)') },
  {
    name: 'the next version',
    calls: conditional({ version: N(1) }, 'version = :v', { ':v': N(1) }),
  },
  {
    name: 'another version',
    calls: conditional({ version: N(2) }, 'version = :v', { ':v': N(1) }),
  },
  {
    name: 'numbers that are equal in another spelling',
    calls: conditional({ version: N('1.0') }, 'version = :v', { ':v': N('1') }),
  },
  {
    name: 'a comparison of different types',
    calls: conditional({ version: S('2') }, 'version > :v', { ':v': N(1) }),
  },
  {
    name: 'a comparison with something missing',
    calls: conditional({}, 'version < :v', { ':v': N(1) }),
  },
  {
    name: 'a difference from something missing',
    calls: conditional({}, 'version <> :v', { ':v': N(1) }),
  },
  {
    name: 'a condition on a member of a map',
    calls: conditional(account, 'attribute_not_exists(holds.a)'),
  },
  {
    name: 'a condition on a member of a missing map',
    calls: conditional({}, 'attribute_not_exists(holds.a)'),
  },
  {
    name: 'several conditions',
    calls: conditional(
      account,
      'balance >= :n AND (attribute_exists(holds.b) OR NOT holds.b = :n)',
      { ':n': N(5) },
    ),
  },
  {
    name: 'IN and BETWEEN',
    calls: conditional({ a: N(3) }, 'a IN (:x, :y) AND a BETWEEN :x AND :y', {
      ':x': N(1),
      ':y': N(3),
    }),
  },
  {
    name: 'contains, begins_with, size and attribute_type',
    calls: conditional(
      { a: S('task.done'), l: { SS: ['x'] } },
      'begins_with(a, :b) AND contains(l, :x) AND size(a) = :n AND attribute_type(a, :t)',
      { ':b': S('task.'), ':x': S('x'), ':n': N(9), ':t': S('S') },
    ),
  },
  {
    name: 'a comparison of lists',
    calls: conditional({ a: { L: [N(1)] } }, 'a = :a', { ':a': { L: [N('1.0')] } }),
  },
  {
    name: 'a reserved word in a condition',
    calls: conditional({}, 'attribute_not_exists(status)'),
  },
  {
    name: 'a reserved word in an update',
    calls: updated(
      {},
      'SET #s = :s, data = :s',
      { ':s': N(1) },
      { ExpressionAttributeNames: { '#s': 'status' } },
    ),
  },
  {
    name: 'a value that is not used',
    calls: updated({}, 'SET a = :a', { ':a': N(1), ':b': N(2) }),
  },
  {
    name: 'a name that is not used',
    calls: updated({}, 'SET a = :a', { ':a': N(1) }, { ExpressionAttributeNames: { '#a': 'a' } }),
  },
  { name: 'a value that is not given', calls: updated({}, 'SET a = :a') },
  { name: 'a name that is not given', calls: updated({}, 'SET #a = :a', { ':a': N(1) }) },
  { name: 'an expression that is none', calls: updated({}, 'SET a =', { ':a': N(1) }) },
  { name: 'an empty expression', calls: (pk) => [update(pk, '')] },
  {
    name: 'an expression of more than 4 KB',
    calls: updated(
      {},
      `SET ${Array.from({ length: 300 }, (_, i) => `attribute${i} = :a`).join(', ')}`,
      { ':a': N(1) },
    ),
  },
  {
    name: 'an expression of 4,096 bytes',
    calls: updated({}, `SET a = :a${' '.repeat(4086)}`, { ':a': N(1) }),
  },
];
