import { describe, expect, it } from 'vitest';
import type { ProviderLimits } from '../../../../functions/providers/configured-provider.ts';
import { breakerState } from '../../../../functions/throttling/breaker.ts';
import {
  type AdmissionRequest,
  createThrottle,
} from '../../../../functions/throttling/throttle.ts';
import { createMemoryThrottlingStore } from '../../../fakes/memory-throttling-store.ts';

const begin = Date.parse('2026-11-23T09:00:00.000Z');

function createWorld(limits: ProviderLimits) {
  let now = begin;
  const clock = { now: () => now };
  const store = createMemoryThrottlingStore();
  const throttle = createThrottle({ store, clock });
  const key = (number: number) => ({
    taskId: `task-${number}`,
    createdAt: new Date(begin + number).toISOString(),
  });
  const turn = (number: number): AdmissionRequest => ({
    ...key(number),
    provider: 'fal',
    limits,
    expectedSeconds: 60,
    leaseSeconds: 8000,
  });
  return {
    throttle,
    store,
    key,
    ask: (number: number) => throttle.admit(turn(number)),
    pass(seconds: number) {
      now += seconds * 1000;
    },
    state: async () => breakerState((await throttle.usage('fal', limits)).load, now),
  };
}

describe('a limit of tasks in flight', () => {
  it('lets in so many, in the order of arrival, and the next when one leaves', async () => {
    const { throttle, ask, key } = createWorld({ inFlight: 2 });
    expect(await ask(1)).toMatchObject({ state: 'admitted' });
    expect(await ask(2)).toMatchObject({ state: 'admitted' });
    expect(await ask(4)).toMatchObject({ state: 'queued' });
    expect(await ask(3)).toMatchObject({ state: 'queued' });
    await throttle.release('fal', key(1));
    expect(await ask(4)).toMatchObject({ state: 'queued' });
    expect(await ask(3)).toMatchObject({ state: 'admitted' });
    expect(await throttle.usage('fal', { inFlight: 2 })).toMatchObject({ waiting: 1 });
  });

  it('gives the same task its slot again, and takes it back once', async () => {
    const { throttle, ask, key } = createWorld({ inFlight: 1 });
    await ask(1);
    expect(await ask(1)).toMatchObject({ state: 'admitted' });
    await throttle.release('fal', key(1));
    await throttle.release('fal', key(1));
    expect(await ask(2)).toMatchObject({ state: 'admitted' });
  });

  it('gets the slot of a crashed task back when its lease is over', async () => {
    const { ask, pass } = createWorld({ inFlight: 1 });
    await ask(1);
    pass(7999);
    expect(await ask(2)).toMatchObject({ state: 'queued' });
    pass(1);
    expect(await ask(2)).toMatchObject({ state: 'admitted' });
  });

  it('passes over one that left the queue without a word', async () => {
    const { throttle, ask, key, pass } = createWorld({ inFlight: 1 });
    await ask(1);
    const told = await ask(2);
    await ask(3);
    await throttle.release('fal', key(1));
    expect(await ask(3)).toMatchObject({ state: 'queued' });
    pass(('seconds' in told ? told.seconds : 0) + 61);
    expect(await ask(3)).toMatchObject({ state: 'admitted' });
  });

  it('gives a hundred that come at once neither more slots than there are nor fewer', async () => {
    const { ask } = createWorld({ inFlight: 30 });
    const answers = await Promise.all(Array.from({ length: 100 }, (_, number) => ask(number)));
    const taken = answers.filter(({ state }) => state === 'admitted').length;
    expect(taken).toBeLessThanOrEqual(30);
    const rest = answers.flatMap(({ state }, number) => (state === 'admitted' ? [] : [number]));
    const again = await Promise.all(rest.slice(0, 30 - taken).map(ask));
    expect(taken + again.filter(({ state }) => state === 'admitted').length).toBe(30);
  });
});

describe('a limit of starts per minute', () => {
  it('spreads the starts and tells when the next may be made', async () => {
    const { ask, pass } = createWorld({ startsPerMinute: 1 });
    await ask(1);
    const answer = await ask(2);
    expect(answer).toEqual({ state: 'queued', seconds: 60 });
    pass(60);
    expect(await ask(2)).toMatchObject({ state: 'admitted' });
  });
});

describe('a provider that asks for a pause', () => {
  it('is left alone for so long, and its slot is free', async () => {
    const { throttle, ask, key, pass } = createWorld({ inFlight: 1 });
    await ask(1);
    expect(await throttle.pause('fal', key(1), 45)).toBe(45);
    expect(await ask(1)).toMatchObject({ state: 'queued', seconds: 45 });
    pass(45);
    expect(await ask(1)).toMatchObject({ state: 'admitted' });
  });
});

describe('the breaker', () => {
  it('opens after five failures in a row, for longer and longer, and lets one try', async () => {
    const { throttle, ask, key, pass, state } = createWorld({});
    const pauses: number[] = [];
    for (let failure = 1; failure <= 11; failure += 1) {
      expect(await ask(1)).toMatchObject({ state: 'admitted' });
      pauses.push(await throttle.recordFailure('fal', key(1)));
      expect(await state()).toBe(failure < 5 ? 'closed' : 'open');
      pass(pauses.at(-1) ?? 0);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);

    expect(await state()).toBe('half-open');
    expect(await ask(1)).toEqual({ state: 'admitted', isRecovering: true });
    expect(await ask(2)).toMatchObject({ state: 'unavailable' });
    await throttle.recordContact('fal');
    expect(await state()).toBe('closed');
    expect(await ask(2)).toEqual({ state: 'admitted', isRecovering: false });
  });

  it('lets another try when the one that tried was never heard of again', async () => {
    const { throttle, ask, key, pass } = createWorld({});
    for (let failure = 1; failure <= 5; failure += 1) await throttle.recordFailure('fal', key(1));
    pass(32);
    await ask(1);
    expect(await ask(2)).toMatchObject({ state: 'unavailable' });
    pass(90);
    expect(await ask(2)).toMatchObject({ state: 'admitted' });
  });

  it('keeps nothing about a provider that has no limits and no trouble', async () => {
    const { ask, store } = createWorld({});
    expect(await ask(1)).toEqual({ state: 'admitted', isRecovering: false });
    expect(await store.getLoad('fal')).toBeUndefined();
    expect(await store.countWaiting('fal', begin)).toBe(0);
  });
});

describe('a long line', () => {
  it('of 500 tasks over a limit of 5 is worked off in order, with few questions and little idleness', async () => {
    const { throttle, ask, key, pass } = createWorld({ inFlight: 5 });
    const events = Array.from({ length: 500 }, (_, task) => ({ at: 0, task, ends: false }));
    const started: number[] = [];
    let questions = 0;
    let worked = 0;
    let now = 0;
    while (events.length > 0) {
      events.sort((a, b) => a.at - b.at || Number(b.ends) - Number(a.ends) || a.task - b.task);
      const { at, task, ends } = events.shift() ?? { at: 0, task: 0, ends: false };
      pass(at - now);
      now = at;
      if (ends) {
        await throttle.release('fal', key(task));
        continue;
      }
      questions += 1;
      const answer = await ask(task);
      if (answer.state === 'admitted') {
        started.push(task);
        const seconds = durationOf(task);
        worked += seconds;
        events.push({ at: now + seconds, task, ends: true });
      } else events.push({ at: now + answer.seconds, task, ends: false });
    }
    // Two slots that are free at once are for the first two, whichever of them asks first.
    expect(Math.max(...started.map((task, slot) => Math.abs(task - slot)))).toBeLessThan(5);
    expect(questions / 500).toBeLessThan(10);
    expect(worked / (5 * now)).toBeGreaterThan(0.9);
  });
});

/** From 40 to 90 seconds, in no order. */
function durationOf(task: number): number {
  return 40 + ((task * 7919) % 51);
}
