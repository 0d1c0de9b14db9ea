import { beforeEach, describe, expect, it } from 'vitest';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { creditsHistory } from '../../../../functions/accounts/credits-history.ts';
import { exchangeDiamonds } from '../../../../functions/accounts/exchange-diamonds.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';

let world: Awaited<ReturnType<typeof createAccountsWorld>>;
beforeEach(async () => {
  world = await createAccountsWorld();
  const coins = createCoins(world.context);
  world.pass(60);
  await coins.hold('ada', ['t1'], { amount: 30, currency: 'coins' }, { kind: 'image-to-video' });
  world.pass(60);
  await coins.refund('ada', 't1', 'image-to-video');
  world.pass(60);
  await exchangeDiamonds(world.context, { owner: 'ada', diamonds: 1, idempotencyKey: 'k' });
});

const history = (call: Partial<Parameters<typeof creditsHistory>[1]> = {}) =>
  creditsHistory(world.context, { owner: 'ada', pageNum: 1, pageSize: 10, ...call });
const amounts = async (call: Parameters<typeof history>[0]) => {
  const { rows, count } = await history(call);
  return [count, ...rows.map(({ coins, currency }) => `${coins} ${currency}`)];
};

describe('the credits history', () => {
  it('tells each entry, the newest first', async () => {
    const { rows, count } = await history();
    expect(count).toBe(5);
    expect(rows.slice(2)).toEqual([
      {
        ...{ _id: 't1#refund', coins: 30, currency: 'coins', reason: 'refund' },
        ...{ kind: 'image-to-video', task_id: 't1', createdAt: '2026-11-25T09:02:00.000Z' },
      },
      {
        ...{ _id: 't1#charge', coins: -30, currency: 'coins', reason: 'charge' },
        ...{ kind: 'image-to-video', task_id: 't1', createdAt: '2026-11-25T09:01:00.000Z' },
      },
      {
        ...{ _id: 'first#grant#coins', coins: 1000, currency: 'coins', reason: 'grant' },
        createdAt: '2026-11-25T09:00:00.000Z',
      },
    ]);
  });

  it('comes in pages, and by what came or went', async () => {
    expect(await amounts({ pageSize: 2, pageNum: 2 })).toEqual([5, '30 coins', '-30 coins']);
    expect(await amounts({ pageNum: 2 })).toEqual([5]);
    expect(await amounts({ isConsumption: true })).toEqual([2, '-100 coins', '-30 coins']);
    expect(await amounts({ isConsumption: false, pageSize: 2 })).toEqual([
      3,
      '1 diamonds',
      '30 coins',
    ]);
  });

  it('has no row of 0 among what came or went', async () => {
    const coins = createCoins(world.context);
    const free = { amount: 0, currency: 'coins' } as const;
    await coins.hold('ada', ['t2'], free, { kind: 'image-to-video' });
    expect((await history()).rows.map((row) => row.coins)).toContain(0);
    for (const isConsumption of [true, false]) {
      const { rows, count } = await history({ isConsumption });
      expect(rows.map((row) => row.coins)).not.toContain(0);
      expect(count).toBe(rows.length);
    }
  });

  it('has a begin and an end that belong to it', async () => {
    const from = '2026-11-25T09:01:00.000Z';
    expect(await amounts({ from, to: '2026-11-25T09:02:00.000Z' })).toEqual([
      2,
      '30 coins',
      '-30 coins',
    ]);
    expect(await amounts({ from: '2026-11-26T00:00:00.000Z' })).toEqual([0]);
  });

  it('is refused in words when it is too long to read at once', async () => {
    const [line] = world.accounts.entries;
    if (!line) throw new Error('There are some.');
    const accounts = { listEntries: async () => Array(50_001).fill(line) };
    const long = creditsHistory({ accounts }, { owner: 'ada', pageNum: 1, pageSize: 10 });
    await expect(long).rejects.toThrow('give startDate and endDate');
  });
});
