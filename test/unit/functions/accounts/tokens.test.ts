import { beforeEach, describe, expect, it } from 'vitest';
import { hashApiToken } from '../../../../functions/accounts/api-token.ts';
import { listTokens } from '../../../../functions/accounts/list-tokens.ts';
import { makeToken } from '../../../../functions/accounts/make-token.ts';
import { revokeOwnToken } from '../../../../functions/accounts/revoke-own-token.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';

let world: Awaited<ReturnType<typeof createAccountsWorld>>;
beforeEach(async () => {
  world = await createAccountsWorld();
});
const make = (name?: string, validUntil?: string) =>
  makeToken(world.context, { owner: 'ada', name, validUntil });
const list = () => listTokens(world.context, 'ada');

describe('a token', () => {
  it('is shown once, and known by its ends afterwards', async () => {
    world.pass(1);
    const { token, ...shown } = await make('phone');
    expect(shown).toEqual({
      _id: hashApiToken(token).slice(0, 24),
      name: 'phone',
      hint: `${token.slice(0, 7)}…${token.slice(-4)}`,
      createdAt: '2026-11-25T09:00:01.000Z',
      expiresAt: null,
    });
    const [first, ...others] = await list();
    expect(first).toEqual(shown);
    expect(others).toHaveLength(1);
    expect(JSON.stringify(await world.accounts.getTokens('ada'))).not.toContain(token);
  });

  it('is listed until it ends', async () => {
    await make('short', '2026-11-25T10:00:00.000Z');
    expect((await list()).map(({ expiresAt }) => expiresAt)).toContain('2026-11-25T10:00:00.000Z');
    world.pass(3600);
    expect((await list()).map(({ name }) => name)).toEqual(['']);
  });

  it('can be taken back, also the last one, and by nobody else', async () => {
    const { _id: id } = await make();
    await revokeOwnToken(world.context, { owner: 'ada', id: id.toUpperCase() });
    const again = revokeOwnToken(world.context, { owner: 'ada', id });
    await expect(again).rejects.toMatchObject({ name: 'TokenNotFoundError' });
    const [last] = await list();
    const foreign = revokeOwnToken(world.context, { owner: 'bob', id: last?._id ?? '' });
    await expect(foreign).rejects.toMatchObject({ name: 'TokenNotFoundError' });
    await revokeOwnToken(world.context, { owner: 'ada', id: last?._id ?? '' });
    expect(await list()).toEqual([]);
  });

  it('is one of 25, also of sixty that are made at once', async () => {
    const made = await Promise.allSettled(Array.from({ length: 60 }, () => make()));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(24);
    expect(await world.accounts.getTokens('ada')).toHaveLength(25);
  });

  it('is one of 25 that are valid', async () => {
    for (let count = 1; count < 24; count += 1) await make();
    await make('short', '2026-11-25T10:00:00.000Z');
    await expect(make()).rejects.toThrow('25 tokens');
    world.pass(3600);
    await make();
  });
});
