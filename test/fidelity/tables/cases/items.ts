import type { TableCase } from '../table-case.ts';
import { get, kept, key, N, nested, put, queryList, S, TableName, updated } from './calls.ts';

export const itemCases: readonly TableCase[] = [
  { name: 'an item that is not there', calls: (pk) => [get(pk)] },
  { name: 'text in other scripts', calls: kept(S('ключ 値 🐈 " \\ \n')) },
  { name: 'an empty string', calls: kept(S('')) },
  {
    name: 'an empty string as a sort key',
    calls: (pk) => [['PutItem', { TableName, Item: key(pk, '') }]],
  },
  {
    name: 'an empty string as a partition key',
    calls: () => [['PutItem', { TableName, Item: key('') }]],
  },
  {
    name: 'an empty string as an index key',
    calls: (pk) => [put(pk, { list: S(''), listedAt: S('x') })],
  },
  {
    name: 'a number as an index key of text',
    calls: (pk) => [put(pk, { list: N(1), listedAt: S('x') })],
  },
  {
    name: 'an item with one index key of two',
    calls: (pk) => [put(pk, { list: S(`L${pk}`) }), queryList(pk)],
  },
  { name: 'a missing sort key', calls: (pk) => [['PutItem', { TableName, Item: { pk: S(pk) } }]] },
  {
    name: 'a key of the wrong type',
    calls: (pk) => [['PutItem', { TableName, Item: { pk: S(pk), sk: N(1) } }]],
  },
  { name: 'empty lists and maps', calls: kept({ M: { l: { L: [] }, m: { M: {} } } }) },
  { name: 'null and false', calls: kept({ L: [{ NULL: true }, { BOOL: false }] }) },
  { name: 'an empty set', calls: kept({ SS: [] }) },
  { name: 'a set with the same twice', calls: kept({ SS: ['a', 'a'] }) },
  { name: 'an empty binary', calls: kept({ B: '' }) },
  { name: 'a number of 38 digits', calls: kept(N('1234567890123456789012345678901234567.8')) },
  { name: 'a number of 39 digits', calls: kept(N('123456789012345678901234567890123456789')) },
  { name: 'a fraction with zeros at the end', calls: kept(N('1.500')) },
  { name: 'a number with zeros in front', calls: kept(N('007')) },
  { name: 'a number in scientific notation', calls: kept(N('1e3')) },
  { name: 'a large number', calls: kept(N('9.9e125')) },
  { name: 'a number too large', calls: kept(N('1e126')) },
  { name: 'a number too small', calls: kept(N('1e-131')) },
  { name: 'minus nothing', calls: kept(N('-0')) },
  { name: 'a word as a number', calls: kept(N('twelve')) },
  { name: 'a depth of 32', calls: kept(nested(31)) },
  { name: 'a depth of 33', calls: kept(nested(33)) },
  {
    name: 'an item of just 400 KB',
    calls: (pk) => [put(pk, { v: S('x'.repeat(400 * 1024 - pk.length - 6)) })],
  },
  {
    name: 'an item of one byte more',
    calls: (pk) => [put(pk, { v: S('x'.repeat(400 * 1024 - pk.length - 5)) })],
  },
  {
    name: 'an update that makes an item too large',
    calls: updated({ v: S('x'.repeat(300_000)) }, 'SET w = :w', { ':w': S('x'.repeat(200_000)) }),
  },
  {
    name: 'a partition key of 2,049 bytes',
    calls: () => [['PutItem', { TableName, Item: key('p'.repeat(2049)) }]],
  },
  {
    name: 'a sort key of 1,025 bytes',
    calls: (pk) => [['PutItem', { TableName, Item: key(pk, 's'.repeat(1025)) }]],
  },
  {
    name: 'an attribute that replaces a whole item',
    calls: (pk) => [put(pk, { a: N(1) }), put(pk, { b: N(2) }), get(pk)],
  },
];
