import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFairLimiter } from '../../../../../../infra/local/engines/states/fair-limiter.ts';

describe('turns', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Asks for turns, and answers who has had one so far and how to end it. */
  async function ask(
    limiter: ReturnType<typeof createFairLimiter>,
    names: string[],
    groupOf = (_name: string) => 'one',
  ) {
    const begun = new Map<string, () => void>();
    for (const name of names) {
      void limiter.take(groupOf(name)).then((end) => begun.set(name, end));
    }
    await vi.advanceTimersByTimeAsync(0);
    return begun;
  }

  it('let so many begin, and the others in their order', async () => {
    const begun = await ask(
      createFairLimiter(() => 2, 1000),
      ['a', 'b', 'c', 'd'],
    );
    expect([...begun.keys()]).toEqual(['a', 'b']);
    begun.get('b')?.();
    begun.get('b')?.();
    await vi.advanceTimersByTimeAsync(0);
    expect([...begun.keys()]).toEqual(['a', 'b', 'c']);
    begun.get('c')?.();
    await vi.advanceTimersByTimeAsync(0);
    expect([...begun.keys()]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('end by themselves, so that nobody is kept from working by one who waits', async () => {
    const begun = await ask(
      createFairLimiter(() => 1, 1000),
      ['slow', 'next', 'last'],
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect([...begun.keys()]).toEqual(['slow', 'next']);
    begun.get('slow')?.();
    await vi.advanceTimersByTimeAsync(999);
    expect(begun.has('last')).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun.has('last')).toBe(true);
  });

  it('are fewer or more as things stand', async () => {
    let permits = 1;
    const begun = await ask(
      createFairLimiter(() => permits, 1000),
      ['a', 'b', 'c', 'd'],
    );
    expect([...begun.keys()]).toEqual(['a']);
    permits = 3;
    begun.get('a')?.();
    await vi.advanceTimersByTimeAsync(0);
    expect([...begun.keys()]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('go round the groups, so that one with many waiting holds up no other', async () => {
    const names = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'];
    const begun = await ask(
      createFairLimiter(() => 1, 1000),
      names,
      (name) => name.slice(0, 1),
    );
    for (let turn = 0; turn < names.length; turn++) {
      [...begun.values()].at(-1)?.();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect([...begun.keys()]).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });
});
