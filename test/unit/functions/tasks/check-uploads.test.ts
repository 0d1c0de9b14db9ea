import { expect, it } from 'vitest';
import { checkUploads } from '../../../../functions/tasks/check-uploads.ts';
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

const large = 'uploads/1/large.jpg';
it.each([
  [`${folder}/1/large.jpg?x=1#y`, large],
  ['HTTPS://MEDIA.test:443/uploads/1/large.jpg', large],
  [`${folder}/1/l%61rge.jpg`, large],
  [`${folder}/2/../1/large.jpg`, large],
  [`${folder}/../results/1/large.mp4`, undefined],
  [`${folder}/..%2fresults/1/large.mp4`, undefined],
  [`${folder}/1%2f..%2f..%2fresults%2flarge.mp4`, undefined],
  [`${folder}/1/..%2f..%2fresults/large.mp4`, undefined],
  [`${folder}/%2e%2e/results/large.mp4`, undefined],
  ['https://media.test.evil.test/uploads/1/large.jpg', undefined],
])(
  'an address spelled %s leads to the upload that is read there, and to nothing else',
  async (url, key) => {
    const removed: string[] = [];
    const uploads = {
      size: async () => MOST + 1,
      remove: async (one: string) => void removed.push(one),
      add: async () => {},
    };
    const checked = checkUploads({ mediaUrl: 'https://media.test', uploads }, { image_url: url });
    await (key ? expect(checked).rejects.toThrow() : checked);
    expect(removed).toEqual(key ? [key] : []);
  },
);
