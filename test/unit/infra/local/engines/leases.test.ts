import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLeases } from '../../../../../infra/local/engines/leases.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('leases are held until they are ended, each of them once', () => {
  const leases = createLeases(1000);
  expect(leases.count()).toBe(0);
  const [first, second] = [leases.begin(), leases.begin()];
  first();
  first();
  expect(leases.count()).toBe(1);
  second();
  expect(leases.count()).toBe(0);
});

it('one that is held for long ends by itself, once, and ends nobody else’s', () => {
  const onEnd = vi.fn();
  const leases = createLeases(1000, onEnd);
  const held = leases.begin();
  vi.advanceTimersByTime(600);
  leases.begin();
  vi.advanceTimersByTime(400);
  held();
  expect(leases.count()).toBe(1);
  expect(onEnd).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(600);
  expect(leases.count()).toBe(0);
  expect(onEnd).toHaveBeenCalledTimes(2);
});
