import { describe, expect, it } from 'vitest';
import { createVideoModel } from '../../../../functions/ai-sdk/create-video-model.ts';
import type { TaskItem } from '../../../../functions/client/kinds.ts';
import type { Reelhook } from '../../../../functions/client/reelhook.ts';

const item = (current_status: TaskItem['current_status'], more: Partial<TaskItem> = {}) =>
  ({ current_status, result_urls: [], failed_message: '', ...more }) as unknown as TaskItem;

/** The status of an operation of two tasks. */
async function getStatus(...tasks: TaskItem[]) {
  const client = { get: async (id: string) => tasks[Number(id)] } as unknown as Reelhook;
  const model = createVideoModel(client, 'image-to-video');
  return model.doStatus?.({ operation: { ids: ['0', '1'] } });
}

describe('an operation of several tasks', () => {
  const url = 'https://media.test/results/a/file.mp4';
  const done = item('completed', { result_urls: [url] });

  it('is pending until all are done, and then has every video by its address', async () => {
    expect(await getStatus(done, item('processing'))).toMatchObject({ status: 'pending' });
    expect(await getStatus(done, done)).toMatchObject({
      status: 'completed',
      videos: Array(2).fill({ type: 'url', url, mediaType: 'video/mp4' }),
    });
  });

  it('failed when one failed, in its words', async () => {
    const failed = item('failed', { failed_message: 'It is dark.' });
    expect(await getStatus(done, failed)).toMatchObject({ status: 'error', error: 'It is dark.' });
  });

  it('is refused where it is none', async () => {
    const model = createVideoModel({} as Reelhook, 'image-to-video');
    await expect(model.doStatus?.({ operation: 'x' })).rejects.toThrow('operation must be');
  });
});
