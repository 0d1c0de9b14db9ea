import { describe, expect, it } from 'vitest';
import { changeTask } from '../../../../functions/tasks/change-task.ts';
import { createAvatarOfPicture } from '../../../../functions/tasks/create-avatar-of-picture.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { createService } from '../../../fakes/service.ts';

const MEDIA = 'https://media.test';

async function createWorld() {
  const service = await createService({
    provider: { kinds: ['text-to-image', 'avatar-training'] },
    diamonds: 5,
  });
  const context = { ...service.context, mediaUrl: MEDIA };
  const body = { name: 'Ada', prompt: 'a person who smiles' };
  const [picture] = await createTask(context, { owner: 'ada', kind: 'text-to-image', body });
  if (!picture) throw new Error('No picture.');
  return { context, picture };
}

describe('an avatar of a picture', () => {
  it('is trained on the finished picture, once for a key', async () => {
    const { context, picture } = await createWorld();
    const resultKey = 'results/one/file.png';
    await changeTask(context, picture.id, () => ({ status: 'completed', resultKey }));
    const avatar = await createAvatarOfPicture(context, 'ada', picture.id, 'key');
    expect(avatar).toMatchObject({
      kind: 'avatar-training',
      name: 'Ada',
      request: { image_url: `${MEDIA}/${resultKey}` },
    });
    const again = await createAvatarOfPicture(context, 'ada', picture.id, 'key');
    expect(again.id).toBe(avatar.id);
  });

  it('is not made of one that is not finished, or is another owner’s', async () => {
    const { context, picture } = await createWorld();
    await expect(createAvatarOfPicture(context, 'ada', picture.id, undefined)).rejects.toThrow(
      '_id must name a finished picture of /api/v1/userText2Image; this one is initialized',
    );
    await expect(
      createAvatarOfPicture(context, 'bob', picture.id, undefined),
    ).rejects.toMatchObject({ name: 'TaskNotFoundError' });
  });
});
