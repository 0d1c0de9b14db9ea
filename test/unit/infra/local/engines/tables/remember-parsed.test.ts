import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type ParseContext,
  type ParseExpression,
  rememberParsed,
} from '../../../../../../infra/local/engines/tables/remember-parsed.ts';

const require = createRequire(import.meta.url);

/** Loaded anew, as the stack replaces the parsers that everybody gets. */
function loadParser(name: 'condition' | 'update'): ParseExpression {
  const path = require.resolve(`dynalite/db/${name}Parser.js`);
  delete require.cache[path];
  return require(path).parse;
}

const help = { isReserved: () => false, compare: () => false };

function createContext(values: Record<string, object>): ParseContext {
  return {
    attrNames: { '#a': 'alpha', '#b': 'beta' },
    attrVals: values,
    unusedAttrNames: { '#a': true, '#b': true },
    unusedAttrVals: Object.fromEntries(Object.keys(values).map((name) => [name, true])),
    ...help,
  };
}

it.each([
  ['condition', '#a = :x AND attribute_not_exists(#b)', 'S'],
  ['condition', '#a.gamma[2] IN (:x, :y) OR NOT begins_with(#b, :y)', 'S'],
  ['condition', 'size(#a) > :x', 'N'],
  ['condition', 'begins_with(#a, :x)', 'N'],
  ['condition', '#a = :missing', 'S'],
  ['condition', '#a BETWEEN :x AND :y', 'N'],
  ['update', 'SET #a = if_not_exists(#a, :x), #b.gamma = :y REMOVE delta', 'N'],
  ['update', 'ADD #a :x', 'N'],
  ['update', 'ADD #a :x', 'S'],
  ['update', 'SET #a = #b + :x', 'N'],
] as const)('the remembered %s %s of %s is as if it was parsed again', (kind, text, type) => {
  const parse = loadParser(kind);
  let parsed = 0;
  const remembering = rememberParsed((...given) => {
    parsed += 1;
    return parse(...given);
  });
  const values = (x: string, y: string) => ({ ':x': { [type]: x }, ':y': { [type]: y } });
  for (const given of [values('1', '2'), values('3', '4'), values('5', '5')]) {
    const [anew, known] = [createContext(given), createContext(given)];
    expect(remembering(text, { context: known })).toEqual(parse(text, { context: anew }));
    expect(known).toEqual(anew);
  }
  const isRight = typeof parse(text, { context: createContext(values('1', '2')) }) === 'object';
  // What is wrong is parsed once more, to know that it is.
  const whenRight = text.includes('BETWEEN') ? 3 : 1;
  expect(parsed).toBe(isRight ? whenRight : 4);
});

it('is right for another name, and parsed again for another type of value', () => {
  const parse = loadParser('condition');
  let parsed = 0;
  const remembering = rememberParsed((...given) => {
    parsed += 1;
    return parse(...given);
  });
  const compare = (name: string, value: object) =>
    remembering('#a = :x', {
      context: { ...createContext({ ':x': value }), attrNames: { '#a': name } },
    });
  expect(compare('alpha', { S: '1' })).toMatchObject({
    expression: { args: [['alpha'], { S: '1' }] },
  });
  expect(compare('beta', { S: '1' })).toMatchObject({
    expression: { args: [['beta'], { S: '1' }] },
  });
  expect(parsed).toBe(1);
  expect(compare('beta', { N: '1' })).toMatchObject({
    expression: { args: [['beta'], { N: '1' }] },
  });
  expect(parsed).toBe(2);
});

const name = fc.constantFrom(
  'alpha',
  'beta',
  'gamma',
  'pending',
  'size',
  '__proto__',
  '\0#a',
  'a.b',
);

it('is as if it was parsed again, whatever the names', () => {
  const parsers = [
    ['condition', 'attribute_not_exists(pending.#a) AND #b = :x AND #b.alpha = :y'],
    ['update', 'SET pending.#a = :x, #b = :y REMOVE gamma.#a'],
    ['update', 'REMOVE pending.#a, pending.#b'],
  ] as const;
  for (const [kind, text] of parsers) {
    const parse = loadParser(kind);
    const remembering = rememberParsed(parse);
    const check = fc.property(name, name, (a, b) => {
      const context = () => ({
        ...createContext({ ':x': { S: '1' }, ':y': { S: '2' } }),
        attrNames: { '#a': a, '#b': b },
      });
      const [anew, known] = [context(), context()];
      expect(remembering(text, { context: known })).toEqual(parse(text, { context: anew }));
      expect(known).toEqual(anew);
    });
    fc.assert(check, { numRuns: 200 });
  }
});

it('gives each request a tree that it may change', () => {
  const remembering = rememberParsed(loadParser('update'));
  const context = () => createContext({ ':x': { S: 'value' } });
  for (const _ of ['first', 'second', 'third']) {
    const tree = remembering('SET #a = :x', { context: context() });
    expect(tree).toMatchObject({ sections: [{ val: { S: 'value' } }] });
    Object.assign((tree as { sections: [object] }).sections[0], { val: 'changed' });
  }
});
