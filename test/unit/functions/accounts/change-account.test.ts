import { expect, it } from 'vitest';
import { changeAccount } from '../../../../functions/accounts/change-account.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';

it('grants once for an id, and sets limits', async () => {
  const { context, books } = await createAccountsWorld({ coins: 5 });
  const change = { name: 'ada', grant: { id: 'invoice 1', coins: 100, diamonds: 2 } };
  const limits = { openTasks: 3 };
  await changeAccount(context, change);
  expect(await changeAccount(context, { ...change, limits })).toEqual({
    ...{ owner: 'ada', coins: 105, diamonds: 2, limits },
  });
  expect((await changeAccount(context, { name: 'ada', limits: {} })).limits).toEqual({});
  expect((await books('ada')).lines).toEqual([
    [5, 'coins', 'grant'],
    [100, 'coins', 'grant'],
    [2, 'diamonds', 'grant'],
  ]);
  const other = { name: 'ada', grant: { ...change.grant, coins: 99 } };
  await expect(changeAccount(context, other)).rejects.toMatchObject({
    name: 'BookingChangedError',
  });
  await expect(changeAccount(context, { name: 'bob', limits })).rejects.toMatchObject({
    name: 'AccountNotFoundError',
  });
});
