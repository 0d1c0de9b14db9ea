import { expect, it } from 'vitest';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { claimStart } from '../../../../functions/tasks/claim-start.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { deleteTask } from '../../../../functions/tasks/delete-task.ts';
import { createService } from '../../../fakes/service.ts';

const kind = 'image-to-video';

async function accepted() {
  const service = await createService();
  const context = {
    ...service.context,
    expectDuration: async () => ({ p50Seconds: 10, p90Seconds: 20 }),
  };
  const body = { name: 'wave', image_url: 'https://example.com/photo.jpg', prompt: 'waves' };
  const [task] = await createTask(context, { owner: 'ada', kind, body });
  if (!task) throw new Error('No task was created.');
  return { ...service, context, task };
}

const configured = { name: 'paid', provider: { name: 'paid' } as Provider };

it('gives the start to one of many runs of the same step', async () => {
  const { context, task } = await accepted();
  const claims = await Promise.all(
    Array.from({ length: 8 }, () => claimStart(context, task, configured, 'token')),
  );
  expect(claims.filter(({ changed }) => changed)).toHaveLength(1);
  expect(await context.tasks.get(task.id)).toMatchObject({ provider: 'paid', version: 2 });
});

it('gives nobody the start of a task that was deleted meanwhile', async () => {
  const { context, task } = await accepted();
  await deleteTask(context, { owner: 'ada', kind, id: task.id });
  const claim = await claimStart(context, task, configured, 'token');
  expect(claim).toMatchObject({ changed: false, isFirst: true });
  expect(claim.task.startRequestedAt).toBeUndefined();
});
