import { expect, it } from 'vitest';
import { exchangeDiamonds } from '../../../../functions/accounts/exchange-diamonds.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';

const key = { idempotencyKey: 'first' };

it('makes diamonds of coins, a hundred each, with a line in both currencies', async () => {
  const { context, books } = await createAccountsWorld();
  expect(await exchangeDiamonds(context, { owner: 'ada', diamonds: 3 })).toEqual({
    coins: 700,
    diamonds: 3,
  });
  expect(await books('ada')).toEqual({
    coins: 700,
    diamonds: 3,
    lines: [
      [1000, 'coins', 'grant'],
      [-300, 'coins', 'exchange'],
      [3, 'diamonds', 'exchange'],
    ],
  });
});

it('exchanges again when asked again, and not when the same request comes again', async () => {
  const { context } = await createAccountsWorld();
  const call = { owner: 'ada', diamonds: 1 };
  await exchangeDiamonds(context, call);
  expect(await exchangeDiamonds(context, call)).toEqual({ coins: 800, diamonds: 2 });
  await exchangeDiamonds(context, { ...call, ...key });
  expect(await exchangeDiamonds(context, { ...call, ...key })).toEqual({ coins: 700, diamonds: 3 });
});

it('refuses what the account has not, and another request with the same key', async () => {
  const { context, books } = await createAccountsWorld();
  await expect(exchangeDiamonds(context, { owner: 'ada', diamonds: 11 })).rejects.toThrow(
    'Not enough coins: this costs 1100, the account has 1000.',
  );
  await exchangeDiamonds(context, { owner: 'ada', diamonds: 1, ...key });
  const other = exchangeDiamonds(context, { owner: 'ada', diamonds: 2, ...key });
  await expect(other).rejects.toMatchObject({ name: 'TransactionChangedError' });
  await expect(exchangeDiamonds(context, { owner: 'bob', diamonds: 1 })).rejects.toMatchObject({
    name: 'AccountNotFoundError',
  });
  expect(await books('ada')).toMatchObject({ coins: 900, diamonds: 1 });
});
