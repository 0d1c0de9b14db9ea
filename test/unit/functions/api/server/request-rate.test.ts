import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestRate } from '../../../../../functions/api/server/request-rate.ts';

function createRate(perMinute: number) {
  let now = 0;
  const rate = createRequestRate(perMinute, { now: () => now });
  return {
    take: (caller = 'ada') => rate.take(caller),
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

describe('the rate of requests', () => {
  it('lets a minute’s worth in at once, then as many as the minute gives', () => {
    const { take, pass } = createRate(60);
    const burst = Array.from({ length: 60 }, () => take());
    expect(new Set(burst)).toEqual(new Set([0]));
    expect(take()).toBe(1);
    pass(999);
    expect(take()).toBe(1);
    pass(1);
    expect(take()).toBe(0);
    expect(take()).toBe(1);
  });

  it('says truly after how many seconds the next one is let in', () => {
    const { take, pass } = createRate(4);
    while (take() === 0);
    const wait = take();
    expect(wait).toBe(15);
    pass(wait * 1000);
    expect(take()).toBe(0);
  });

  it('counts every caller apart', () => {
    const { take } = createRate(1);
    expect([take('ada'), take('bob'), take('ada'), take('bob')]).toEqual([0, 0, 60, 60]);
  });

  it('remembers those who came last, of ten thousand', () => {
    const { take } = createRate(1);
    take('first');
    take('second');
    for (let caller = 0; caller < 9_998; caller += 1) take(`${caller}`);
    expect(take('first')).toBe(60);
    take('one more');
    expect(take('first')).toBe(60);
    expect(take('second')).toBe(0);
  });

  it('never lets in more than a minute’s worth and what time has given', () => {
    const pauses = fc.array(fc.nat({ max: 5_000 }), { maxLength: 200 });
    void fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), pauses, (perMinute, milliseconds) => {
        const { take, pass } = createRate(perMinute);
        let letIn = 0;
        let passed = 0;
        for (const pause of milliseconds) {
          pass(pause);
          passed += pause;
          if (take() === 0) letIn += 1;
          expect(letIn).toBeLessThanOrEqual(perMinute + (passed * perMinute) / 60_000 + 1e-6);
        }
      }),
    );
  });
});
