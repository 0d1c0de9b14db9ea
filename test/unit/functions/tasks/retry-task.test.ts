import { describe, expect, it } from 'vitest';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { failTask } from '../../../../functions/tasks/fail-task.ts';
import { retryTask } from '../../../../functions/tasks/retry-task.ts';
import { createService } from '../../../fakes/service.ts';

const kind = 'image-to-video';
const body = {
  image_url: 'https://example.com/cat.jpg',
  prompt: 'it moves',
  name: 'cat',
  number_of_images: 2,
  webhook_url: 'https://example.com/hook',
  webhook_token: 'secret',
  external_id: 'order-7',
  metadata: { customer: 'ada' },
};

async function createFailedTask() {
  const service = await createService();
  const { context, owner } = service;
  const [task] = await createTask(context, { owner, kind, body });
  if (!task) throw new Error('There is no task.');
  const failure = { code: 'provider_failed', message: 'It broke.' };
  const fail = () =>
    failTask(context, { taskId: task.id, failure, millisecondsLeft: () => 60_000 });
  return { ...service, task, fail, retry: { owner, kind, id: task.id } as const };
}

describe('a task that failed', () => {
  it('is tried again as another task, for the same price and the same receiver', async () => {
    const { context, accounts, owner, task, fail, retry } = await createFailedTask();
    await fail();
    const before = (await accounts.get(owner))?.balance ?? 0;
    const [again, ...others] = await retryTask(context, retry);
    expect(others).toEqual([]);
    expect(again?.id).not.toBe(task.id);
    expect(again).toMatchObject({
      status: 'initialized',
      name: 'cat',
      request: { prompt: 'it moves', number_of_images: 1 },
      webhook: { url: 'https://example.com/hook', sealedToken: 'sealed secret' },
      externalId: 'order-7',
      metadata: { customer: 'ada' },
    });
    expect((await accounts.get(owner))?.balance).toBe(before - task.coins);
    expect((await context.tasks.get(task.id))?.status).toBe('failed');
  });

  it('is tried once with an idempotency key, however often it is asked', async () => {
    const { context, fail, retry } = await createFailedTask();
    await fail();
    const [first] = await retryTask(context, { ...retry, idempotencyKey: 'once' });
    const [second] = await retryTask(context, { ...retry, idempotencyKey: 'once' });
    expect(second?.id).toBe(first?.id);
  });

  it('is the only one that can be: one at work goes on', async () => {
    const { context, executions, retry } = await createFailedTask();
    const before = executions.size;
    await expect(retryTask(context, retry)).rejects.toMatchObject({ name: 'TaskNotFailedError' });
    await expect(retryTask(context, { ...retry, owner: 'grace' })).rejects.toMatchObject({
      name: 'TaskNotFoundError',
    });
    expect(executions.size).toBe(before);
  });
});
