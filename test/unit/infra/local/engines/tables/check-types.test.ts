import { createRequire } from 'node:module';
import validations from 'dynalite/validations/index.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  checkTypes,
  type MemberTypes,
} from '../../../../../../infra/local/engines/tables/check-types.ts';

const require = createRequire(import.meta.url);

const text = fc.string({ maxLength: 3 });
const scalars = [
  fc.record({ S: text }),
  fc.record({ N: fc.constantFrom('1', 'no') }),
  fc.record({ BOOL: fc.boolean() }),
  fc.record({ SS: fc.array(text, { maxLength: 2 }) }),
  fc.constantFrom({ B: 'AAAA' }, { B: 'A' }, { S: 1 }, { N: 1 }, { S: 'a', N: '1' }, {}, 'S'),
  fc.constantFrom(null, [], { S: null }, { L: {} }, { M: [] }, { BOOL: 'true' }, { X: 'x' }),
];
const attribute = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(...scalars) },
  { weight: 1, arbitrary: fc.record({ L: fc.array(fc.oneof(...scalars), { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ M: fc.dictionary(text, fc.oneof(...scalars)) }) },
);
const attributes = fc.dictionary(text, attribute, { maxKeys: 4 });
const anything = fc.constantFrom<unknown>('text', 1, 1.5, true, null, [], {});
const request = fc.record(
  {
    TableName: fc.oneof(text, anything),
    Item: fc.oneof({ weight: 5, arbitrary: attributes }, { weight: 1, arbitrary: anything }),
    Key: attributes,
    ExpressionAttributeNames: fc.dictionary(text, fc.oneof(text, anything), { maxKeys: 3 }),
    ExpressionAttributeValues: attributes,
    ConsistentRead: fc.oneof(fc.boolean(), anything),
    Limit: fc.oneof(fc.integer(), anything),
    Unknown: anything,
  },
  { requiredKeys: [] },
);

it.each(['putItem', 'updateItem', 'getItem', 'query'])('%s is checked as dynalite does', (name) => {
  const { types }: { types: MemberTypes } = require(`dynalite/validations/${name}.js`);
  const outcome = (check: (given: unknown, types: MemberTypes) => object, given: unknown) => {
    try {
      return check(JSON.parse(JSON.stringify(given)), types);
    } catch (error) {
      return (error as { body: unknown }).body;
    }
  };
  fc.assert(
    fc.property(request, (given) => {
      expect(outcome(checkTypes, given)).toEqual(outcome(validations.checkTypes, given));
    }),
    { numRuns: 150 },
  );
});
