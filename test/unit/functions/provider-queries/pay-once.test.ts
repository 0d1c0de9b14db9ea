import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAccount } from '../../../../functions/accounts/account.ts';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { type PaidCall, payOnce } from '../../../../functions/provider-queries/pay-once.ts';
import { Crash } from '../../../fakes/crashing.ts';
import { interleave } from '../../../fakes/interleaving.ts';
import { createMemoryAccountStore } from '../../../fakes/memory-account-store.ts';
import { createMemoryResourceStore } from '../../../fakes/memory-resource-store.ts';

async function createWorld() {
  let now = Date.parse('2026-11-25T09:00:00.000Z');
  const clock = { now: () => now };
  const accounts = createMemoryAccountStore();
  await accounts.create(newAccount({ owner: 'ada', createdAt: '', balance: 100 }));
  const coins = createCoins({ accounts, clock });
  let answers = 0;
  return {
    coins,
    clock,
    accounts,
    resources: createMemoryResourceStore(clock),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    answers: () => answers,
    answer: async () => {
      answers += 1;
      return `answer ${answers}`;
    },
    async wallet() {
      const found = await accounts.get('ada');
      return { balance: found?.balance, held: Object.keys(accounts.held('ada')).length };
    },
  };
}

const call = (more: Partial<PaidCall> = {}): PaidCall => ({
  owner: 'ada',
  kind: 'watermark',
  body: { image_url: 'https://a.test/1.jpg' },
  price: { amount: 30, currency: 'coins' },
  ...more,
});
const crash = () => Promise.reject(new Crash());
const keyed = call({ idempotencyKey: 'key-1' });

describe('an answer that is paid for', () => {
  it('takes the coins when it is there', async () => {
    const world = await createWorld();
    const during = await payOnce(world, call(), () => world.wallet().then(JSON.stringify));
    expect(during).toBe('{"balance":70,"held":1}');
    expect(await world.wallet()).toEqual({ balance: 70, held: 0 });
    expect(world.accounts.entries).toMatchObject([
      { reason: 'charge', amount: -30, kind: 'watermark' },
    ]);
  });

  it('gives them back when it is not', async () => {
    const world = await createWorld();
    const refusal = payOnce(world, call(), () => Promise.reject(new Error('no')));
    await expect(refusal).rejects.toThrow('no');
    expect(await world.wallet()).toEqual({ balance: 100, held: 0 });
  });

  it('is not asked for when there are too few', async () => {
    const world = await createWorld();
    const dear = call({ price: { amount: 101, currency: 'coins' } });
    await expect(payOnce(world, dear, world.answer)).rejects.toMatchObject({
      name: 'InsufficientCoinsError',
    });
    expect(world.answers()).toBe(0);
  });
});

describe('the same key', () => {
  it('answers what was answered, for a day, and costs nothing more', async () => {
    const world = await createWorld();
    expect(await payOnce(world, keyed, world.answer)).toBe('answer 1');
    world.pass(23 * 3600);
    expect(await payOnce(world, keyed, world.answer)).toBe('answer 1');
    expect(await world.wallet()).toEqual({ balance: 70, held: 0 });
    const other = { ...keyed, owner: 'bob' };
    await expect(payOnce(world, other, world.answer)).rejects.toMatchObject({
      name: 'AccountNotFoundError',
    });
  });

  it('is refused for anything else', async () => {
    const world = await createWorld();
    await payOnce(world, keyed, world.answer);
    for (const other of [{ body: {} }, { kind: 'streaming-avatar' }]) {
      await expect(payOnce(world, { ...keyed, ...other }, world.answer)).rejects.toMatchObject({
        name: 'IdempotencyKeyReusedError',
      });
    }
  });

  it('can be used again after a refusal', async () => {
    const world = await createWorld();
    const refusal = payOnce(world, keyed, () => Promise.reject(new Error('busy')));
    await expect(refusal).rejects.toThrow('busy');
    expect(await payOnce(world, keyed, world.answer)).toBe('answer 1');
    expect(await world.wallet()).toEqual({ balance: 70, held: 0 });
    const sum = world.accounts.entries.reduce((total, { amount }) => total + amount, 0);
    expect(sum).toBe(-30);
  });

  it('asks once when five requests come at a time, and tells the others to wait', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = await createWorld();
        const { wrap } = interleave(scheduler);
        const resources = wrap(world.resources);
        const coins = createCoins({ ...world, accounts: wrap(world.accounts) });
        const { answer } = wrap({ answer: world.answer });
        const calls = [1, 2, 3, 4, 5].map(() =>
          payOnce({ ...world, coins, resources }, keyed, answer),
        );
        const settled = await scheduler.waitFor(Promise.allSettled(calls));
        expect(world.answers()).toBe(1);
        const answers = settled.filter(({ status }) => status === 'fulfilled');
        expect(answers).toContainEqual({ status: 'fulfilled', value: 'answer 1' });
        expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
        for (const one of settled) {
          if (one.status === 'fulfilled') continue;
          expect(one.reason).toMatchObject({ name: 'AnswerPendingError', retryAfterSeconds: 5 });
        }
        expect(await world.wallet()).toEqual({ balance: 70, held: 0 });
        expect(await payOnce(world, keyed, world.answer)).toBe('answer 1');
      }),
      { numRuns: 100 },
    );
  });

  it('is free again a minute after its process died', async () => {
    const world = await createWorld();
    const dying = { ...world, resources: { ...world.resources, replace: crash, remove: crash } };
    await expect(payOnce(dying, keyed, world.answer)).rejects.toBeInstanceOf(Crash);
    await expect(payOnce(world, keyed, world.answer)).rejects.toMatchObject({
      name: 'AnswerPendingError',
    });
    world.pass(61);
    expect(await payOnce(world, keyed, world.answer)).toBe('answer 2');
    expect(await world.wallet()).toEqual({ balance: 40, held: 1 });
  });

  it('spends what a crash between the answer and the payment has left held', async () => {
    const world = await createWorld();
    const settle = () => Promise.reject(new Error('killed'));
    const dying = { ...world, coins: { ...world.coins, settle } };
    await expect(payOnce(dying, keyed, world.answer)).rejects.toThrow('killed');
    expect(await world.wallet()).toEqual({ balance: 70, held: 1 });
    expect(await payOnce(world, keyed, world.answer)).toBe('answer 1');
    expect(await world.wallet()).toEqual({ balance: 70, held: 0 });
  });
});
