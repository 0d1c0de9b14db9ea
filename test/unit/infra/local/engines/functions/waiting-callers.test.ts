import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWaitingCallers } from '../../../../../../infra/local/engines/functions/waiting-callers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('callers have precedence until they are answered, each of them once', () => {
  const callers = createWaitingCallers(1000);
  expect(callers.any()).toBe(false);
  const [first, second] = [callers.add(), callers.add()];
  first();
  first();
  expect(callers.any()).toBe(true);
  second();
  expect(callers.any()).toBe(false);
});

it('one who is held open loses it after a while, and takes nobody else’s away', () => {
  const callers = createWaitingCallers(1000);
  const held = callers.add();
  vi.advanceTimersByTime(600);
  callers.add();
  vi.advanceTimersByTime(400);
  held();
  expect(callers.any()).toBe(true);
  vi.advanceTimersByTime(600);
  expect(callers.any()).toBe(false);
});
