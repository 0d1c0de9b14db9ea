import { describe, expect, it } from 'vitest';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { getTask } from '../../../../functions/tasks/get-task.ts';
import { listTasks } from '../../../../functions/tasks/list-tasks.ts';
import type { Task, TaskStatus } from '../../../../functions/tasks/task.ts';
import { createService } from '../../../fakes/service.ts';

const kind = 'avatar-training';
const page = { kind, pageNum: 1, pageSize: 10 } as const;

async function createAvatars(...statuses: TaskStatus[]) {
  const service = await createService({ provider: { kinds: [kind, 'lip-sync-training'] } });
  const { context, owner } = service;
  const tasks: Task[] = [];
  for (const status of statuses) {
    const body = { name: status, video_url: 'https://example.com/ada.mp4' };
    const [task] = await createTask(context, { owner, kind, body });
    if (!task) throw new Error('There is no task.');
    await context.tasks.replace({ ...task, status, version: 2 });
    tasks.push(task);
    service.pass(1);
  }
  return { ...service, tasks };
}

describe('a page of one status', () => {
  it('holds those alone, newest first, and counts them', async () => {
    const { context, owner } = await createAvatars('completed', 'failed', 'completed');
    const found = await listTasks(context, { ...page, owner, status: 'completed' });
    expect(found.count).toBe(2);
    expect(found.tasks.map(({ status }) => status)).toEqual(['completed', 'completed']);
    const second = { ...page, owner, pageNum: 2, pageSize: 1, status: 'completed' } as const;
    expect((await listTasks(context, second)).tasks).toHaveLength(1);
  });

  it('takes all that nobody works on as pending', async () => {
    const { context, owner } = await createAvatars('initialized', 'sent', 'pending', 'processing');
    const found = await listTasks(context, { ...page, owner, status: 'pending' });
    expect(found.count).toBe(3);
  });
});

describe('kinds of one family', () => {
  it('share their records, and no others do', async () => {
    const { context, owner, tasks } = await createAvatars('completed');
    const id = tasks[0]?.id ?? '';
    const found = await getTask(context, { owner, kind: 'lip-sync-training', id });
    expect(found.kind).toBe(kind);
    await expect(getTask(context, { owner, kind: 'voice-clone', id })).rejects.toMatchObject({
      name: 'TaskNotFoundError',
    });
  });
});
