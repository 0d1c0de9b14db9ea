import { expect, it } from 'vitest';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { createService } from '../../../fakes/service.ts';

const MOST = 100 * 1024 * 1024;
const folder = 'https://media.test/uploads';

it('an upload that is too large is refused when it is used, and removed', async () => {
  const { context, accounts } = await createService();
  const sizes = new Map([
    ['uploads/1/large.jpg', MOST + 1],
    ['uploads/1/fits.jpg', MOST],
  ]);
  const uploads = {
    size: async (key: string) => sizes.get(key),
    remove: async (key: string) => void sizes.delete(key),
    add: async () => {},
  };
  const start = (image_url: string) =>
    createTask(
      { ...context, uploads },
      { owner: 'ada', kind: 'image-to-video', body: { image_url } },
    );
  await expect(start(`${folder}/1/large.jpg`)).rejects.toMatchObject({
    issues: [{ field: 'image_url', message: expect.stringContaining('more than 100 MB') }],
  });
  expect([...sizes.keys()]).toEqual(['uploads/1/fits.jpg']);
  expect(await accounts.get('ada')).toMatchObject({ balance: 1000 });
  for (const name of ['fits.jpg', 'nothing.jpg', '../../results/x.mp4?%2e']) {
    expect(await start(`${folder}/1/${name}`)).toHaveLength(1);
  }
});
