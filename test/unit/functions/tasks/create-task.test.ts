import { describe, expect, it } from 'vitest';
import { newAccount } from '../../../../functions/accounts/account.ts';
import { changeTask } from '../../../../functions/tasks/change-task.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { Crash, crashAt } from '../../../fakes/crashing.ts';
import { createService } from '../../../fakes/service.ts';

const body = { image_url: 'https://example.com/cat.jpg', prompt: 'slow push in' };

function call(more: object = {}) {
  return { owner: 'ada', kind: 'image-to-video' as const, body, ...more };
}

describe('creating a task', () => {
  it('holds the price, writes the record and starts the execution under the task’s id', async () => {
    const { context, accounts, executions } = await createService({ coins: 100 });
    const [task] = await createTask(context, call());
    expect(task).toMatchObject({ status: 'initialized', coins: 30, owner: 'ada', version: 1 });
    expect(await accounts.get('ada')).toMatchObject({ balance: 70 });
    expect(accounts.held('ada')).toEqual({
      [task?.id ?? '']: { amount: 30, currency: 'coins' },
    });
    expect(executions.get(task?.id ?? '')).toEqual({ taskId: task?.id, kind: 'image-to-video' });
    expect(accounts.entries).toMatchObject([
      { reason: 'charge', amount: -30, taskId: task?.id, kind: 'image-to-video' },
    ]);
  });

  it('gives the task an id that begins with the time, as A2E’s do', async () => {
    const { context } = await createService();
    const [task] = await createTask(context, call());
    expect(task?.id).toMatch(/^[0-9a-f]{24}$/);
    expect(Number.parseInt(task?.id.slice(0, 8) ?? '', 16)).toBe(
      Date.parse(task?.createdAt ?? '') / 1000,
    );
  });

  it('names every field that is not right, and changes nothing', async () => {
    const { context, accounts, executions } = await createService();
    const webhook_url = 'ftp://receiver.test/';
    const bad = {
      ...{ image_url: 'data:image/png;base64,x', video_time: 7 },
      ...{ model_type: 'FLF2V', webhook_url },
    };
    await expect(createTask(context, call({ body: bad }))).rejects.toMatchObject({
      name: 'InvalidRequestError',
      issues: [
        { field: 'image_url', message: expect.stringContaining('takes data: URLs') },
        { field: 'video_time', message: 'must be one of 5, 10, 15, 20 (seconds)' },
        { field: 'end_image_url', message: expect.stringContaining('is required') },
        { field: 'webhook_url', message: expect.any(String) },
      ],
    });
    expect(executions.size).toBe(0);
    expect(await accounts.get('ada')).toMatchObject({ balance: 1000 });
    expect(accounts.held('ada')).toEqual({});
  });

  it('refuses what the provider can’t honour, in the provider’s words', async () => {
    const refusals = () => [{ field: 'lora', message: 'is not known here' }];
    const { context, executions } = await createService({ provider: { refusals } });
    await expect(createTask(context, call())).rejects.toThrow('lora is not known here');
    expect(executions.size).toBe(0);
  });

  it('refuses a request that costs more than the account has', async () => {
    const { context, accounts, executions } = await createService({ coins: 29 });
    await expect(createTask(context, call())).rejects.toThrow('this costs 30, the account has 29');
    expect(executions.size).toBe(0);
    expect(accounts.entries).toEqual([]);
  });

  it('makes as many tasks as videos are asked for, all paid for or none', async () => {
    const { context, accounts, executions } = await createService({ coins: 100 });
    const three = { ...body, number_of_images: 3 };
    const tasks = await createTask(context, call({ body: three }));
    expect(tasks.map(({ variant }) => variant)).toEqual([0, 1, 2]);
    expect(executions.size).toBe(3);
    expect((await accounts.get('ada'))?.balance).toBe(10);
    await expect(createTask(context, call({ body: three }))).rejects.toThrow('Not enough coins');
    expect(executions.size).toBe(3);
  });

  it('keeps the callback’s address and seals its token', async () => {
    const { context, executions } = await createService();
    const webhook = { webhook_url: 'https://example.com/hook', webhook_token: 'secret' };
    const [task] = await createTask(context, call({ body: { ...body, ...webhook } }));
    expect(task?.webhook).toEqual({ url: webhook.webhook_url, sealedToken: 'sealed secret' });
    expect(JSON.stringify([...executions.values()])).not.toContain('secret');
  });

  it('refuses a callback’s address that may not be called', async () => {
    const { context } = await createService();
    const insecure = { ...body, webhook_url: 'ftp://example.com' };
    await expect(createTask(context, call({ body: insecure }))).rejects.toThrow(
      'webhook_url must be an https URL',
    );
  });
});

describe('an idempotency key', () => {
  const keyed = call({ idempotencyKey: 'order-17' });

  it('makes one task of a request that is sent twice', async () => {
    const { context, accounts } = await createService();
    const [first] = await createTask(context, keyed);
    const [second] = await createTask(context, keyed);
    expect(second?.id).toBe(first?.id);
    expect((await accounts.get('ada'))?.balance).toBe(970);
  });

  it('answers the finished task and charges nothing again', async () => {
    const { context, accounts } = await createService();
    const [task] = await createTask(context, keyed);
    await changeTask(context, task?.id ?? '', () => ({ status: 'completed' }));
    await context.coins.settle('ada', task?.id ?? '');
    const [again] = await createTask(context, keyed);
    expect(again?.status).toBe('completed');
    expect(await accounts.get('ada')).toMatchObject({ balance: 970 });
    expect(accounts.held('ada')).toEqual({});
  });

  it('is refused with another request', async () => {
    const { context } = await createService();
    await createTask(context, keyed);
    const other = call({ idempotencyKey: 'order-17', body: { ...body, prompt: 'pan left' } });
    await expect(createTask(context, other)).rejects.toMatchObject({
      name: 'IdempotencyKeyReusedError',
    });
  });

  it('does not look at the order of the members', async () => {
    const { context } = await createService();
    const [first] = await createTask(context, keyed);
    const turned = { prompt: body.prompt, image_url: body.image_url };
    const [second] = await createTask(context, call({ idempotencyKey: 'order-17', body: turned }));
    expect(second?.id).toBe(first?.id);
  });

  it('belongs to its owner', async () => {
    const { context, accounts } = await createService();
    await accounts.create(newAccount({ owner: 'bob', createdAt: '', balance: 100 }));
    const [first] = await createTask(context, keyed);
    const [second] = await createTask(context, { ...keyed, owner: 'bob' });
    expect(second?.id).not.toBe(first?.id);
  });

  it('lets a request be sent again after a crash anywhere, and charges it once', async () => {
    for (const moment of ['before', 'after'] as const) {
      for (let step = 1; ; step += 1) {
        const { context, accounts, executions } = await createService();
        const { wrap, happened } = crashAt(step, moment);
        const dying = {
          ...context,
          tasks: wrap(context.tasks),
          coins: wrap(context.coins),
          workflow: wrap(context.workflow),
        };
        const request = call({ idempotencyKey: 'k', body: { ...body, number_of_images: 2 } });
        await createTask(dying, request).catch((error) => expect(error).toBeInstanceOf(Crash));
        const tasks = await createTask(context, request);
        expect([...executions.keys()].sort()).toEqual(tasks.map(({ id }) => id).sort());
        expect((await accounts.get('ada'))?.balance, `${moment} call ${step}`).toBe(940);
        expect(accounts.entries).toHaveLength(2);
        if (!happened()) break;
        expect(step).toBeLessThan(30);
      }
    }
  });
});
