import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addSubUser } from '../../../../functions/accounts/add-sub-user.ts';
import { changeAccount } from '../../../../functions/accounts/change-account.ts';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';
import { interleave } from '../../../fakes/interleaving.ts';

const one = { amount: 1, currency: 'coins' as const };

async function createWorld(limits: { openTasks?: number; tasksPerDay?: number }) {
  const world = await createAccountsWorld({ coins: 1000 });
  for (const username of ['bob', 'cleo']) {
    await addSubUser(world.context, { owner: 'ada', username, coins: 100 });
  }
  await changeAccount(world.context, { name: 'ada', limits });
  return { ...world, coins: createCoins({ ...world.context, limits: { openTasks: 50 } }) };
}

let world: Awaited<ReturnType<typeof createWorld>>;
const open = async (owner: string) => (await world.accounts.listHolds(owner)).length;

describe('the limits of an account with sub-users', () => {
  beforeEach(async () => {
    world = await createWorld({ openTasks: 2, tasksPerDay: 4 });
  });

  it('bound the open tasks of all of them together', async () => {
    const { coins } = world;
    await coins.hold('ada.bob', ['a'], one);
    await coins.hold('ada', ['b'], one);
    await expect(coins.hold('ada.cleo', ['c'], one)).rejects.toMatchObject({
      name: 'TaskLimitError',
    });
    expect((await world.accounts.get('ada.cleo'))?.balance).toBe(100);
    expect(await open('ada.cleo')).toBe(0);
    await coins.settle('ada.bob', 'a');
    await coins.hold('ada.cleo', ['c'], one);
    await coins.refund('ada.cleo', 'c');
    await coins.hold('ada.cleo', ['d'], one);
    expect(await open('ada')).toBe(2);
  });

  it('bound the tasks of a day of all of them together, without those that were refused', async () => {
    const { coins } = world;
    const dear = { amount: 1000, currency: 'coins' as const };
    await expect(coins.hold('ada.bob', ['x'], dear)).rejects.toThrow('Not enough coins');
    expect(await open('ada')).toBe(0);
    for (const [id, owner] of Object.entries({ a: 'ada', b: 'ada.bob', c: 'ada.cleo', d: 'ada' })) {
      await coins.hold(owner, [id], one);
      await coins.settle(owner, id);
    }
    await expect(coins.hold('ada.bob', ['e'], one)).rejects.toThrow('4 tasks a day: 4 were made');
    world.pass(24 * 3600);
    await coins.hold('ada.bob', ['e'], one);
  });

  it('leave no trace in the credits history of the parent', async () => {
    await world.coins.hold('ada.bob', ['a'], one);
    await world.coins.settle('ada.bob', 'a');
    const { lines } = await world.books('ada');
    expect(lines.filter(([, , reason]) => reason === 'charge')).toEqual([]);
  });

  it('hold whatever the order in which their starts come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        world = await createWorld({ openTasks: 3 });
        const { delay, wrap } = interleave(scheduler);
        const starts = ['ada', 'ada.bob', 'ada.cleo'].flatMap((owner) =>
          [1, 2].map((index) => {
            const accounts = wrap(world.accounts);
            const { hold } = createCoins({ ...world, accounts, limits: {}, pause: delay });
            return hold(owner, [`${owner}-${index}`], one);
          }),
        );
        const settled = await scheduler.waitFor(Promise.allSettled(starts));
        expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
        expect(await open('ada')).toBe(3);
      }),
      { numRuns: 100 },
    );
  });
});
