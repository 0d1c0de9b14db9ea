import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';
import { Crash, crashAt } from '../../../fakes/crashing.ts';
import { interleave } from '../../../fakes/interleaving.ts';

const price = { amount: 10, currency: 'coins' as const };
type World = Awaited<ReturnType<typeof createAccountsWorld>>;

/** A warm function of its own, over the database that all share. */
function instance({ accounts, clock, pause }: World, scheduler: fc.Scheduler, openTasks?: number) {
  const { wrap } = interleave(scheduler);
  const limits = openTasks === undefined ? {} : { limits: { openTasks } };
  return createCoins({ accounts: wrap(accounts), clock, pause, ...limits });
}

describe('the hold of a task', () => {
  it('leaves the account as small as it was, however many are open', async () => {
    const world = await createAccountsWorld({ coins: 1000 });
    const coins = createCoins(world);
    for (let task = 0; task < 60; task += 1) await coins.hold('ada', [`task-${task}`], price);
    const account = await world.accounts.get('ada');
    expect(Object.keys(account?.pendingHolds ?? {})).toHaveLength(1);
    expect(Object.keys(world.accounts.held('ada'))).toHaveLength(60);
    expect(account).toMatchObject({ balance: 400, opened: 60 });
  });

  it.each(['hold', 'reserve'] as const)(
    'is taken once where the answer was lost and the write sent again: %s',
    async (call) => {
      const world = await createAccountsWorld({ coins: 100 });
      const { accounts } = world;
      const hold: typeof accounts.hold = async (...write) => {
        await accounts.hold(...write);
        return accounts.hold(...write);
      };
      const coins = createCoins({ ...world, accounts: { ...accounts, hold } });
      if (call === 'reserve') await coins.reserve('ada', 'task', price);
      else {
        const holds = await coins.hold('ada', ['task', 'other'], price, { fingerprint: 'f' });
        expect([...holds.keys()]).toEqual(['task', 'other']);
      }
      expect((await accounts.get('ada'))?.balance).toBe(call === 'reserve' ? 90 : 80);
    },
  );

  it('goes back once, whoever else puts it back meanwhile, and dies', async () => {
    const death = fc.record({
      call: fc.integer({ min: 1, max: 7 }),
      moment: fc.constantFrom('before' as const, 'after' as const),
    });
    const refund = fc.record({
      // Of one group and of two.
      task: fc.constantFrom('a-1', 'b-1', 'c-2'),
      death: fc.option(death, { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(refund, { minLength: 2, maxLength: 8 }),
        async (scheduler, refunds) => {
          const world = await createAccountsWorld({ coins: 100 });
          const { accounts, clock, pause } = world;
          const tasks = [...new Set(refunds.map(({ task }) => task))];
          await createCoins(world).hold('ada', tasks, price);
          const { wrap } = interleave(scheduler);
          const tries = refunds.map(async ({ task, death: crash }) => {
            const dying = crash ? crashAt(crash.call, crash.moment).wrap(accounts) : accounts;
            const coins = createCoins({ accounts: wrap(dying), clock, pause });
            await coins.refund('ada', task).catch((error: unknown) => {
              if (!(error instanceof Crash)) throw error;
            });
          });
          await scheduler.waitFor(Promise.all(tries));
          for (const task of tasks) await createCoins(world).refund('ada', task);
          expect(await accounts.get('ada')).toMatchObject({ balance: 100, pendingReturns: {} });
          expect(accounts.held('ada')).toEqual({});
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a limit of open tasks', () => {
  it('is never passed, and keeps nobody out for whom there is room', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('settle' as const, 'refund' as const, 'stay' as const), {
          minLength: 3,
          maxLength: 9,
        }),
        async (scheduler, ends) => {
          const world = await createAccountsWorld({ coins: 1000 });
          const most = 3;
          const lives = ends.map(async (end, index) => {
            const coins = instance(world, scheduler, most);
            const id = `task-${index}`;
            const held = await coins.hold('ada', [id], price).catch(() => undefined);
            expect((await world.accounts.listHolds('ada')).length).toBeLessThanOrEqual(most);
            if (held && end !== 'stay') await coins[end]('ada', id);
          });
          await scheduler.waitFor(Promise.all(lives));
          const open = (await world.accounts.listHolds('ada')).length;
          const coins = createCoins({ ...world, limits: { openTasks: most } });
          for (let more = open; more < most; more += 1) {
            await coins.hold('ada', [`more-${more}`], price);
          }
          await expect(coins.hold('ada', ['too many'], price)).rejects.toThrow('3 are');
        },
      ),
      { numRuns: 300 },
    );
  });
});
