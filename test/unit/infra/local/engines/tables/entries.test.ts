import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openEntries, type Range } from '../../../../../../infra/local/engines/tables/entries.ts';
import { temporaryDirectory } from '../../fixture.ts';

const space = fc.constantFrom('a', 'b');
const key = fc.constantFrom('0', '1', '1a', '2', 'ä', '\u{1f600}', '\uffff');
const value = fc.option(fc.record({ n: fc.integer() }), { nil: undefined });
const range: fc.Arbitrary<Range> = fc.record(
  { gt: key, gte: key, lt: key, lte: key, reverse: fc.boolean() },
  { requiredKeys: [] },
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), space, key, value }),
  fc.record({ kind: fc.constant('get' as const), space, key }),
  fc.record({ kind: fc.constant('values' as const), space, range }),
  fc.record({ kind: fc.constant('reopen' as const) }),
);

/** LevelDB and SQLite sort by the bytes of UTF-8. */
const compare = (left: string, right: string) =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

function within(name: string, { gt, gte, lt, lte }: Range): boolean {
  return (
    (gt === undefined || compare(name, gt) > 0) &&
    (gte === undefined || compare(name, gte) >= 0) &&
    (lt === undefined || compare(name, lt) < 0) &&
    (lte === undefined || compare(name, lte) <= 0)
  );
}

it('entries are what was set last, in the order of their keys, before and after a restart', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const path = join(temporaryDirectory(), 'entries.sqlite');
      const known = { a: new Map<string, unknown>(), b: new Map<string, unknown>() };
      let entries = openEntries(path);
      for (const one of steps) {
        const session = entries.open();
        if (one.kind === 'reopen') {
          entries.close();
          entries = openEntries(path);
        } else if (one.kind === 'set') {
          session.set(one.space, one.key, one.value);
          if (one.value === undefined) known[one.space].delete(one.key);
          else known[one.space].set(one.key, one.value);
        } else if (one.kind === 'get') {
          expect(session.get(one.space, one.key)).toEqual(known[one.space].get(one.key));
        } else {
          const found = [...known[one.space]]
            .filter(([name]) => within(name, one.range))
            .sort(([left], [right]) => compare(left, right))
            .map(([, content]) => content);
          const expected = one.range.reverse ? found.reverse() : found;
          expect([...session.values(one.space, one.range)]).toEqual(expected);
        }
      }
      entries.close();
    }),
    { numRuns: 40 },
  );
});

it('who reads what is not on the disk yet waits for it as its writer does', async () => {
  const path = join(temporaryDirectory(), 'entries.sqlite');
  const entries = openEntries(path);
  entries.open().set('a', 'new', { n: 1 });
  const [reader, lister, other] = [entries.open(), entries.open(), entries.open()];
  reader.get('a', 'new');
  lister.values('a', {});
  other.get('a', 'another');
  expect(other.durable()).toBeUndefined();
  expect(reader.durable()).toBeDefined();
  expect(lister.durable()).toBeDefined();
  await reader.durable();
  const later = entries.open();
  later.get('a', 'new');
  expect(later.durable()).toBeUndefined();
  entries.close();
});
