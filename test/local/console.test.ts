import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { servesPhoto, startService } from './service.ts';

describe('a person in the console', () => {
  let photos: Awaited<ReturnType<typeof startReceiver>>;
  let service: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    photos = await startReceiver(servesPhoto);
    service = await startService();
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await photos[Symbol.asyncDispose]();
  });

  async function run(name: string, input: unknown) {
    const stateMachineArn = service.stack.outputs['TaskWorkflowArn'];
    const { executionArn } = await service.stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
    );
    return eventually(async () => {
      const command = new DescribeExecutionCommand({ executionArn });
      const execution = await service.stepFunctions.send(command);
      return execution.status === ('RUNNING' satisfies ExecutionStatus) ? undefined : execution;
    }, `the end of ${name}`);
  }

  it('starts a task with the documented input, and the API lists it', async () => {
    const request = { image_url: photos.url, prompt: 'slow push in' };
    const execution = await run('my-first-task', { kind: 'image-to-video', request });
    expect(execution.status).toBe('SUCCEEDED');
    expect(JSON.parse(execution.output ?? '')).toEqual({
      taskId: 'my-first-task',
      status: 'completed',
    });
    const { data } = await service.api.list();
    expect(data).toMatchObject({ count: 1, rows: [{ _id: 'my-first-task', coins: 30 }] });
    expect((await service.api.detail('my-first-task')).data.current_status).toBe('completed');
  });

  it.each([
    ['no-kind', { request: {} }, 'kind is required'],
    ['bad-kind', { kind: 'poem', request: {} }, 'kind must be one of: image-to-video'],
    ['no-image', { kind: 'image-to-video', request: {} }, 'image_url is required'],
    [
      'bad-time',
      { kind: 'image-to-video', request: { image_url: 'x', video_time: 3 } },
      'video_time',
    ],
    ['no-object', 'hello', 'the input must be an object'],
  ])('is told what is wrong with an input (%s)', async (name, input, words) => {
    const before = await service.api.coins();
    const execution = await run(name, input);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'InvalidTask' });
    expect(execution.cause).toContain(words);
    expect((await service.api.detail(name)).status).toBe(400);
    expect(await service.api.coins()).toBe(before);
  });

  it('sees the execution fail when the task failed', async () => {
    const before = await service.api.coins();
    const request = { image_url: 'http://127.0.0.1:9/nobody-listens.jpg' };
    const execution = await run('unreachable', { kind: 'image-to-video', request });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'image_unreachable' });
    const { data } = await service.api.detail('unreachable');
    expect(data).toMatchObject({ current_status: 'failed', failed_code: 'image_unreachable' });
    expect(data.failed_message).toBe(execution.cause);
    expect(await service.api.coins()).toBe(before);
  });
});
