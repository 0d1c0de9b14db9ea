import * as fc from 'fast-check';

const names = ['a', 'b', 'c'] as const;
const texts = fc.constantFrom('', 'x', 'y', 'xy', 'yx', 'xyx', '1', 'null');
const numbers = fc.constantFrom(-2, -0.5, 0, 0.1, 1, 2, 10, 1e9);
const scalar = fc.oneof(texts, numbers, fc.boolean(), fc.constant(null));
const affix = fc.constantFrom('x', 'y', 'xy');

/** Events small enough that patterns often match. */
export const events = fc.letrec((tie) => ({
  event: fc.dictionary(fc.constantFrom(...names), tie('node'), { maxKeys: 3 }),
  node: fc.oneof(
    { maxDepth: 3 },
    { weight: 5, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 3 }) },
    { weight: 2, arbitrary: tie('event') },
  ),
})).event as fc.Arbitrary<Record<string, unknown>>;

const bounds = fc
  .tuple(numbers, numbers)
  .filter(([lower, upper]) => lower !== upper)
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
const numeric = fc.oneof(
  fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), numbers),
  fc
    .tuple(fc.constantFrom('>', '>='), fc.constantFrom('<', '<='), bounds)
    .map(([above, below, [lower, upper]]) => [above, lower, below, upper]),
);
const matcher = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.record({ prefix: affix }),
  fc.record({ suffix: affix }),
  fc.record({ numeric }),
  fc.record({ exists: fc.boolean() }),
  fc.record({
    'anything-but': fc.oneof(
      texts,
      numbers,
      fc.array(texts, { minLength: 1, maxLength: 2 }),
      fc.array(numbers, { minLength: 1, maxLength: 2 }),
      fc.record({ prefix: affix }),
      fc.record({ suffix: affix }),
    ),
  }),
);
const matchers = fc.array(matcher, { minLength: 1, maxLength: 3 });

/** A pattern of some fields; the alternatives of an `$or` have the others, as one field stands in one place only. */
export function patterns(depth = 0): fc.Arbitrary<Record<string, unknown>> {
  return fc.shuffledSubarray([...names], { minLength: 1 }).chain((fields) => {
    const split = fields.length > 1 ? fc.integer({ min: 1, max: fields.length }) : fc.constant(1);
    return split.chain((count) => {
      const own = patternOf(fields.slice(0, count), depth);
      const others = fields.slice(count);
      if (others.length === 0) return own;
      const or = fc.array(patternOf(others, depth), { minLength: 2, maxLength: 3 });
      return fc
        .tuple(own, or)
        .map(([pattern, alternatives]) => ({ ...pattern, $or: alternatives }));
    });
  });
}

function patternOf(
  fields: readonly string[],
  depth: number,
): fc.Arbitrary<Record<string, unknown>> {
  const condition: fc.Arbitrary<unknown> =
    depth >= 2
      ? matchers
      : fc.oneof(
          { weight: 3, arbitrary: matchers },
          fc.constant(0).chain(() => patterns(depth + 1)),
        );
  return fc
    .tuple(...fields.map(() => condition))
    .map((conditions) =>
      Object.fromEntries(fields.map((field, index) => [field, conditions[index]])),
    );
}
