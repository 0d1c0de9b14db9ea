import { describe, expect, it } from 'vitest';
import { BusyError, CONFLICT, retryOnConflict } from '../../../functions/retry-on-conflict.ts';

describe('retrying on conflict', () => {
  it('answers the first attempt that was not refused, and counts from 0', async () => {
    const seen: number[] = [];
    const answer = await retryOnConflict({ what: 'The record', tries: 5 }, async (tried) => {
      seen.push(tried);
      return tried < 2 ? CONFLICT : undefined;
    });
    expect(answer).toBeUndefined();
    expect(seen).toEqual([0, 1, 2]);
  });

  it('names what was changed by others when every attempt was refused', async () => {
    const changing = retryOnConflict({ what: 'Task 7', tries: 3 }, async () => CONFLICT);
    await expect(changing).rejects.toThrow('Task 7 was changed by others 3 times in a row.');
  });

  it('answers otherwise where that is given', async () => {
    const options = { what: 'The load', tries: 3, otherwise: () => 'wait' };
    expect(await retryOnConflict(options, async () => CONFLICT)).toBe('wait');
  });

  it('throws what an attempt throws, at once', async () => {
    let attempts = 0;
    const changing = retryOnConflict({ what: 'The record', tries: 3 }, async () => {
      attempts += 1;
      throw new Error('There is no record.');
    });
    await expect(changing).rejects.toThrow('There is no record.');
    expect(attempts).toBe(1);
  });

  it('waits ever longer without a number of tries, and gives up after eight seconds', async () => {
    const waits: number[] = [];
    const pause = async (milliseconds: number) => void waits.push(milliseconds);
    const changing = retryOnConflict({ what: 'The account of ada', pause }, async () => CONFLICT);
    await expect(changing).rejects.toThrow(BusyError);
    const inAll = waits.reduce((sum, wait) => sum + wait, 0);
    expect(inAll).toBeGreaterThanOrEqual(8_000);
    expect(inAll).toBeLessThan(8_500);
    expect(waits[0]).toBeLessThanOrEqual(5);
    expect(Math.max(...waits)).toBeLessThanOrEqual(500);
  });
});
