import { expect, it } from 'vitest';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { deleteTask } from '../../../../functions/tasks/delete-task.ts';
import { applyChange } from '../../../../functions/tasks/task.ts';
import { toTaskView } from '../../../../functions/tasks/task-view.ts';
import { createService } from '../../../fakes/service.ts';

it('says `sent` from the moment a task can’t be deleted any more, and says it twice', async () => {
  const { context } = await createService();
  const body = { image_url: 'https://example.com/photo.jpg' };
  const [task] = await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
  if (!task) throw new Error('No task was made.');
  const initialized = { current_status: 'initialized', status: 'initialized' };
  expect(toTaskView(task, 'https://media.test')).toMatchObject(initialized);

  const claimed = applyChange(task, { startRequestedAt: '2026-11-29T09:00:00.000Z' }, 1);
  await context.tasks.replace(claimed);
  const view = toTaskView(claimed, 'https://media.test');
  expect(view).toMatchObject({ current_status: 'sent', status: 'sent' });
  const deleted = deleteTask(context, { owner: 'ada', kind: 'image-to-video', id: task.id });
  await expect(deleted).rejects.toMatchObject({ name: 'TaskProcessingError' });
});
