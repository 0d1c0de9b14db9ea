import { expect, it } from 'vitest';
import { addSubUser } from '../../../../functions/accounts/add-sub-user.ts';
import { countUpload } from '../../../../functions/accounts/count-upload.ts';
import { createAccountsWorld } from '../../../fakes/accounts-world.ts';

it('bounds the uploads of an account and its sub-users in a day, also those at once', async () => {
  const world = await createAccountsWorld();
  await addSubUser(world.context, { owner: 'ada', username: 'bob', coins: 0 });
  const uploads = Array.from({ length: 1010 }, (_, index) =>
    countUpload(world.context, index % 2 === 0 ? 'ada' : 'ada.bob'),
  );
  const settled = await Promise.allSettled(uploads);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1000);
  // It is nine in the morning.
  await expect(countUpload(world.context, 'ada')).rejects.toMatchObject({
    name: 'UploadLimitError',
    retryAfterSeconds: 15 * 60 * 60,
  });
  world.pass(15 * 60 * 60);
  await countUpload(world.context, 'ada');
});
