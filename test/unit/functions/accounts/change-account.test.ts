import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addSubUser } from '../../../../functions/accounts/add-sub-user.ts';
import { changeAccount } from '../../../../functions/accounts/change-account.ts';
import { makeToken } from '../../../../functions/accounts/make-token.ts';
import { revokeTokens } from '../../../../functions/accounts/revoke-tokens.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';
import { interleave } from '../../../fakes/interleaving.ts';

it('grants once for an id, and sets limits', async () => {
  const { context, books } = await createAccountsWorld({ coins: 5 });
  const change = { name: 'ada', grant: { id: 'invoice 1', coins: 100, diamonds: 2 } };
  const limits = { openTasks: 3 };
  await changeAccount(context, change);
  expect(await changeAccount(context, { ...change, limits })).toEqual({
    ...{ owner: 'ada', coins: 105, diamonds: 2, limits, assignedIds: [], disabled: false },
  });
  expect((await changeAccount(context, { name: 'ada', limits: {} })).limits).toEqual({});
  expect((await books('ada')).lines).toEqual([
    [5, 'coins', 'grant'],
    [100, 'coins', 'grant'],
    [2, 'diamonds', 'grant'],
  ]);
  const other = { name: 'ada', grant: { ...change.grant, coins: 99 } };
  await expect(changeAccount(context, other)).rejects.toMatchObject({
    name: 'TransactionChangedError',
  });
  await expect(changeAccount(context, { name: 'bob', limits })).rejects.toMatchObject({
    name: 'AccountNotFoundError',
  });
});

it('disables an account with all below it, whatever is made meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const world = await createAccountsWorld();
      const { context, accounts } = world;
      await addSubUser(context, { owner: 'ada', username: 'bob', coins: 0 });
      const { wrap, delay } = interleave(scheduler);
      const instance = () => ({ ...context, accounts: wrap(accounts), pause: delay });
      const disabled = changeAccount(instance(), { name: 'ada', disabled: true });
      const others = [
        addSubUser(instance(), { owner: 'ada', username: 'cleo', coins: 0 }),
        makeToken(instance(), { owner: 'ada' }),
        makeToken(instance(), { owner: 'ada.bob' }),
      ];
      await scheduler.waitFor(Promise.all([disabled, Promise.allSettled(others)]));
      expect(await disabled).toMatchObject({ disabled: true });
      for (const owner of ['ada', 'ada.bob', 'ada.cleo']) {
        expect(await accounts.getTokens(owner), owner).toEqual([]);
        const late = makeToken(context, { owner });
        await expect(late).rejects.toMatchObject({
          name: expect.stringMatching(/^(UserNotAllowed|AccountNotFound)Error$/),
        });
      }
    }),
    { numRuns: 100 },
  );
});

it('revokes the tokens of a name with those of its sub-users', async () => {
  const { context, accounts } = await createAccountsWorld();
  await addSubUser(context, { owner: 'ada', username: 'bob', coins: 0 });
  expect(await revokeTokens({ accounts }, { name: 'ada' })).toEqual({ revoked: 2 });
  expect(await accounts.getTokens('ada.bob')).toEqual([]);
});
