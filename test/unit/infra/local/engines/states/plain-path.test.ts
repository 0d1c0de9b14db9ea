import fc from 'fast-check';
import jsonata from 'jsonata';
import { expect, it } from 'vitest';
import { readPlainPath } from '../../../../../../infra/local/engines/states/plain-path.ts';

const field = fc.constantFrom('a', 'b', 'input', 'true', 'in', '_x1', 'constructor', 'length');
const path = fc.array(field, { maxLength: 4 }).map((fields) => ['$states', ...fields].join('.'));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(0, 1.5, '', 'text', true, false, null),
    fc.dictionary(field, tie('value')),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
}));

it('a value that is read past JSONata is what JSONata makes of the same path', async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(path, value, async (source, states) => {
      const found = readPlainPath(source)?.({ states });
      if (found === undefined) return;
      read += 1;
      expect(found).toEqual(await jsonata(source).evaluate(undefined, { states }));
    }),
    { numRuns: 1000 },
  );
  expect(read).toBeGreaterThan(100);
});

it.each([
  ['$states', { states: 'all' }, 'all'],
  ['$states.input.taskId', { states: { input: { taskId: '1' } } }, '1'],
  ['$states.input.missing', { states: { input: {} } }, undefined],
  ['$states.input.list', { states: { input: { list: [1] } } }, undefined],
  ['$states.list.a', { states: { list: [{ a: 1 }] } }, undefined],
  ['$states.constructor', { states: {} }, undefined],
  ['$states.input.a + 1', { states: { input: { a: 1 } } }, undefined],
  ['$uuid()', {}, undefined],
  ['$states.a.true', { states: { a: { true: 1 } } }, undefined],
])('%s is read, or left to JSONata', (source, bindings, found) => {
  expect(readPlainPath(source)?.(bindings)).toBe(found);
});
