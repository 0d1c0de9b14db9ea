import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitPage } from '../../../../functions/webhooks/fit-page.ts';

/** What Lambda takes as an answer. */
const LARGEST_ANSWER = 6 * 1024 * 1024;

it('is a page that fits into an answer, whatever a receiver has sent', () => {
  const excerpts = fc
    .constantFrom('"', '\\', '\u0001', 'a', '猫')
    .map((text) => text.repeat(10_000));
  const rows = fc.array(fc.record({ excerpts: fc.array(excerpts, { maxLength: 9 }) }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(rows, (all) => {
      const page = fitPage(all);
      const answer = { statusCode: 200, body: JSON.stringify({ data: { rows: page } }) };
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(LARGEST_ANSWER);
      expect(page).toEqual(all.slice(0, page.length));
      expect(page.length).toBeGreaterThan(0);
    }),
    { numRuns: 30 },
  );
});

it('is everything where there is room', () => {
  expect(fitPage([1, 2, 3])).toEqual([1, 2, 3]);
  expect(fitPage([])).toEqual([]);
  expect(fitPage(['x'.repeat(7_000_000), 'y'])).toHaveLength(1);
});
