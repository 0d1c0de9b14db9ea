import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSlowRequestLimiter } from '../../../../../functions/api/server/slow-request-limiter.ts';
import { createMemoryResourceStore } from '../../../../fakes/memory-resource-store.ts';

let now: number;
let resources: ReturnType<typeof createMemoryResourceStore>;
const clock = { now: () => now };

beforeEach(() => {
  now = Date.parse('2026-11-28T09:00:00.000Z');
  resources = createMemoryResourceStore(clock);
});

/** Each call is another instance of the API. */
const call = (owner: string, work: () => Promise<unknown>) =>
  createSlowRequestLimiter({ resources, clock }).run(owner, work);

describe('slow requests', () => {
  it('are open five at a time for an account and its sub-users, over all instances', async () => {
    const { promise: wait, resolve: end } = Promise.withResolvers<void>();
    const open = ['ada', 'ada.bob', 'ada', 'ada.cleo', 'ada'].map((owner) =>
      call(owner, () => wait),
    );
    await setImmediate();
    await expect(call('ada.bob', () => wait)).rejects.toMatchObject({
      status: 429,
      retryAfterSeconds: 5,
    });
    const optional = createSlowRequestLimiter({ resources, clock });
    expect(await optional.runIfFree('ada', async () => 'waited')).toBeUndefined();
    expect(await call('eve', async () => 'done')).toBe('done');
    end();
    await Promise.all(open);
    expect(await optional.runIfFree('ada', async () => 'waited')).toBe('waited');
  });

  it('leave one to those that must be carried out, however many wait as they prefer', async () => {
    const limiter = createSlowRequestLimiter({ resources, clock });
    let waiting = 0;
    const wait = () => {
      waiting += 1;
      return new Promise(() => {});
    };
    for (let requests = 0; requests < 6; requests += 1) void limiter.runIfFree('ada', wait);
    await setImmediate();
    expect(waiting).toBe(4);
    expect(await call('ada', async () => 'cancelled')).toBe('cancelled');
  });

  it('leave nothing behind when they fail', async () => {
    for (let failed = 0; failed < 6; failed += 1) {
      await expect(call('ada', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    }
  });

  it('of an instance that died are counted for a minute', async () => {
    for (let dead = 0; dead < 5; dead += 1) void call('ada', () => new Promise(() => {}));
    await setImmediate();
    await expect(call('ada', async () => 'done')).rejects.toMatchObject({ status: 429 });
    now += 61_000;
    expect(await call('ada', async () => 'done')).toBe('done');
  });

  it('are answered though their end could not be noted', async () => {
    const broken = { ...resources, remove: () => Promise.reject(new Error('out of order')) };
    const limiter = createSlowRequestLimiter({ resources: broken, clock });
    expect(await limiter.run('ada', async () => 'done')).toBe('done');
  });
});
