import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../../../functions/speech/limiter.ts';

describe('work that waits its turn', () => {
  it('runs in its order, never more at a time than may, whether it ends well or not', async () => {
    const works = fc.array(fc.boolean(), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 4 }),
        works,
        async (s, most, outcomes) => {
          const limit = createLimiter(most);
          const begun: number[] = [];
          let running = 0;
          let highest = 0;
          const settled = outcomes.map((isFine, index) =>
            limit(async () => {
              begun.push(index);
              running += 1;
              highest = Math.max(highest, running);
              await s.schedule(Promise.resolve());
              running -= 1;
              if (!isFine) throw new Error('broken');
              return index;
            }).catch(() => 'broken'),
          );
          await s.waitFor(Promise.all(settled));
          expect(await Promise.all(settled)).toEqual(
            outcomes.map((isFine, index) => (isFine ? index : 'broken')),
          );
          expect(begun).toEqual(outcomes.map((_, index) => index));
          expect(highest).toBe(Math.min(most, outcomes.length));
        },
      ),
    );
  });
});
