import { DescribeExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { servesPhoto, startService } from './service.ts';

/** Runs the sweep at once, as an operator can, and answers what it put right. */
async function sweepNow({ stack }: Awaited<ReturnType<typeof startService>>) {
  const functionName = stack.outputs['SweepFunctionName'] ?? '';
  const result = await stack.invoke(functionName, { quietSeconds: 0, heldSeconds: 0 });
  if (result.outcome !== 'succeeded') throw new Error(JSON.stringify(result));
  return JSON.parse(result.payload) as Record<string, number>;
}

describe('the sweep', () => {
  it('gives back the coins of a task that an operator stopped, and tells its owner', async () => {
    await using service = await startService();
    await using photos = await startReceiver(servesPhoto);
    await using receiver = await startReceiver(200);
    const body = { image_url: photos.url, video_time: 20, webhook_url: receiver.url };
    const { data } = await service.api.start(body);
    const machine = service.stack.outputs['TaskWorkflowArn'] ?? '';
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${data._id}`;
    await service.stepFunctions.send(new StopExecutionCommand({ executionArn }));

    // A start that is still under way is left to the next run.
    const swept = await eventually(async () => {
      const counts = await sweepNow(service);
      return counts['failed'] === 0 ? undefined : counts;
    }, 'the sweep of the task');
    expect(swept).toMatchObject({ failed: 1, restarted: 0 });
    const callback = await eventually(async () => receiver.requests[0], 'the callback');
    expect(JSON.parse(callback.body)).toMatchObject({
      type: 'task.failed',
      data: { _id: data._id, failed_code: 'canceled' },
    });
    await service.api.coinsBecome(10_000);
    const successor = new DescribeExecutionCommand({ executionArn: `${executionArn}-2` });
    const { input = '' } = await service.stepFunctions.send(successor);
    expect(JSON.parse(input)).toMatchObject({ taskId: data._id, kind: 'image-to-video' });
    expect(await sweepNow(service)).toMatchObject({ failed: 0, restarted: 0, refunded: 0 });
  });

  it('leaves a task alone that is under way', async () => {
    await using service = await startService({ environment: { PROVIDERS: 'mock' } });
    const photo = { image_url: 'https://example.com/photo.jpg', prompt: '[[mock: takes 2s]]' };
    const { data } = await service.api.start(photo);
    expect(await sweepNow(service)).toMatchObject({ failed: 0, restarted: 0, refunded: 0 });
    expect(await service.api.finished(data._id)).toMatchObject({ current_status: 'completed' });
  });
});
