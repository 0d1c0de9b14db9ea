import { expect, it } from 'vitest';
import { addSubUser } from '../../../../functions/accounts/add-sub-user.ts';
import { changeAccount } from '../../../../functions/accounts/change-account.ts';
import { createUpstreamAccess } from '../../../../functions/provider-queries/upstream-access.ts';
import type { ConfiguredProvider } from '../../../../functions/providers/configured-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';

async function createWorld(providers: ConfiguredProvider[]) {
  const world = await createAccountsWorld();
  const access = createUpstreamAccess({
    accounts: world.accounts,
    providersForQuery: async () => providers,
    sharedAvatars: async () => [{ _id: 'avatar-1' }],
    sharedBackgrounds: async () => [{ _id: 'back-1', img_url: '' }],
    sharedStreamingAvatars: async () => [],
  });
  return { ...world, ...access };
}

const a2e = { name: 'a2e', provider: { name: 'a2e' } as Provider };

it('an id is everyone’s in the list it belongs to, and where nobody has such lists', async () => {
  const { isShared } = await createWorld([a2e]);
  expect(await isShared('avatars', 'avatar-1')).toBe(true);
  expect(await isShared('avatars', 'back-1')).toBe(false);
  expect(await isShared('backgrounds', 'back-1')).toBe(true);
  const without = await createWorld([]);
  expect(await without.isShared('avatars', 'whatever')).toBe(true);
});

it('an id is its account’s and its sub-users’ once the operator has assigned it', async () => {
  const { context, isAssigned } = await createWorld([a2e]);
  await addSubUser(context, { owner: 'ada', username: 'bob', coins: 0 });
  const changed = await changeAccount(context, { name: 'ada', assignedIds: ['theirs'] });
  expect(changed.assignedIds).toEqual(['theirs']);
  const owners = ['ada', 'ada.bob', 'eve'];
  expect(await Promise.all(owners.map((owner) => isAssigned(owner, 'theirs')))).toEqual([
    ...[true, true, false],
  ]);
  expect(await isAssigned('ada', 'other')).toBe(false);
});
