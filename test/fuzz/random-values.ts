import fc from 'fast-check';
import { type Document, resolve, type Schema } from './operations.ts';

/** What else is known of a member by its name: values that lead further than any random ones. */
export type Hints = (name: string) => fc.Arbitrary<unknown> | undefined;

/** Values that a JSON Schema takes. @param hints by the names of members */
export function getValues(document: Document, hints: Hints, given: Schema): fc.Arbitrary<unknown> {
  const schema = resolve(document, given);
  const within = (part: Schema) => getValues(document, hints, part);
  const alternatives = schema['anyOf'] as Schema[] | undefined;
  if (alternatives) return fc.oneof(...alternatives.map(within));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...schema['enum']);
  switch (schema['type']) {
    case 'object':
      return objects(schema, hints, within);
    case 'array':
      return fc.array(within((schema['items'] ?? {}) as Schema), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: Math.min(Number(schema['maxItems'] ?? 4), 4),
      });
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.ceil(Number(schema['minimum'] ?? -5)),
        max: Math.floor(Number(schema['maximum'] ?? 1000)),
      });
    case 'string':
      return texts(schema, hints('url') ?? anyAddress);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objects(
  schema: Schema,
  hints: Hints,
  within: (part: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const required = (schema['required'] ?? []) as string[];
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const members = properties.map(([name, property]) => {
    const hint = hints(name);
    const values = within(property);
    const preferred =
      hint === undefined ? values : fc.oneof({ weight: 5, arbitrary: hint }, values);
    const nothing = { weight: required.includes(name) ? 0 : 3, arbitrary: fc.constant(undefined) };
    return [name, fc.oneof(nothing, { weight: 1, arbitrary: preferred })] as const;
  });
  if (members.length === 0) return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue());
  return fc.record(Object.fromEntries(members));
}

const addresses = fc.oneof(
  fc.constantFrom(
    'https://example.com/photo.jpg',
    'http://127.0.0.1:9/nobody-listens.jpg',
    'https://example.com:9/clip.mp4?x=1#y',
  ),
  fc.webUrl(),
);

/** Addresses, some of which lead nowhere we may call. */
export const anyAddress = fc.oneof(
  { weight: 6, arbitrary: addresses },
  fc.constantFrom(
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    'file:///etc/passwd',
    'data:image/png;base64,AA',
    'https://user:secret@example.com/',
    'https://',
    '//example.com',
  ),
);

function texts(schema: Schema, addresses: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (schema['format'] === 'uri') return addresses;
  if (schema['format'] === 'date-time') return fc.date({ noInvalidDate: true }).map(String);
  const { pattern } = schema;
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern));
  const minLength = Number(schema['minLength'] ?? 0);
  const maxLength = Math.max(minLength, Math.min(Number(schema['maxLength'] ?? 30), 30));
  return fc.oneof(
    fc.string({ minLength, maxLength }),
    fc.string({ minLength, maxLength, unit: 'grapheme' }),
  );
}

/** Names that every object has, some with a meaning to the language or to a library. */
export const oddNames = fc.constantFrom(
  ...Object.getOwnPropertyNames(Object.prototype),
  ...['prototype', 'then', 'toJSON', 'length', 'name', 'size', '$ref', '', ' ', 'a.b', '#', ':x'],
);

/** Objects with a member by such a name, at some depth. */
const oddObjects = fc
  .tuple(oddNames, fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('', 'metadata', 'extra', 'a'))
  .map(([name, value, parent]) => {
    const odd = Object.fromEntries([[name, value]]);
    return parent === '' ? odd : { [parent]: odd };
  });

/** What no client should send. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, 0, -1, 1.5, 1e21, '', ' ', 'null', '\u0000', '\ud800', '猫', 'a\nb', [], {}],
    ...[
      'x'.repeat(5000),
      [[[[]]]],
      { a: { b: {} } },
      '../../etc',
      '%00',
      "' OR 1=1",
      '1e9',
      '0x10',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
  oddObjects,
);

/** The value with one thing wrong about it: a member replaced, missing or unknown, or all of it something else. */
export function spoiled(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.constantFrom('replace', 'replace', 'drop', 'add', 'all');
  return fc
    .tuple(values, fc.nat(), junk, change, oddNames)
    .map(([value, place, other, how, odd]) => {
      if (how === 'all' || typeof value !== 'object' || value === null) return other;
      const names = Object.keys(value);
      const unknown = place % 2 === 0 ? odd : `extra${place}`;
      const isAdded = how === 'add' || names.length === 0;
      const name = isAdded ? unknown : (names[place % names.length] ?? '');
      const rest = Object.entries(value).filter(([one]) => one !== name);
      return Object.fromEntries(how === 'drop' ? rest : [...rest, [name, other]]);
    });
}
