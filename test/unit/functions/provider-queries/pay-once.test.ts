import { describe, expect, it } from 'vitest';
import { newAccount } from '../../../../functions/accounts/account.ts';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { type PaidCall, payOnce } from '../../../../functions/provider-queries/pay-once.ts';
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
      return { balance: found?.balance, held: Object.keys(found?.holds ?? {}).length };
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

  it('is paid for once when two requests come at a time, and both have one answer', async () => {
    const world = await createWorld();
    const both = await Promise.all([1, 2].map(() => payOnce(world, keyed, world.answer)));
    expect(new Set(both).size).toBe(1);
    expect(await world.wallet()).toEqual({ balance: 70, held: 0 });
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
