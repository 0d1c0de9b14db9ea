import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineSplitter } from '../../../../../../infra/local/engines/functions/line-splitter.ts';

it('lines are whole however their text was cut', () => {
  const line = fc.stringMatching(/^[^\n]{0,8}$/);
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(20)), (lines, cuts) => {
      const found: string[] = [];
      const take = createLineSplitter((whole) => found.push(whole));
      let rest = lines.map((whole) => `${whole}\n`).join('');
      for (const cut of cuts) {
        take(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      take(rest);
      expect(found).toEqual(lines);
    }),
  );
});
