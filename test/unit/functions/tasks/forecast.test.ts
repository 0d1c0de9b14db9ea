import { describe, expect, it } from 'vitest';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { forecast } from '../../../../functions/tasks/forecast.ts';
import { applyChange } from '../../../../functions/tasks/task.ts';
import { createService } from '../../../fakes/service.ts';

const body = { image_url: 'https://example.com/cat.jpg' };

async function runningTask() {
  const { context, clock } = await createService();
  const [task] = await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
  if (!task) throw new Error('There is no task.');
  const now = clock.now();
  const startRequestedAt = new Date(now).toISOString();
  const expectation = { p50Seconds: 100, p90Seconds: 160 };
  return { task, now, running: applyChange(task, { startRequestedAt, expectation }, now) };
}

describe('the forecast in a record', () => {
  it('is not there before a provider works on the task', async () => {
    const { task, now } = await runningTask();
    expect(forecast(task, now)).toEqual({});
  });

  it('counts down to the usual time', async () => {
    const { running, now } = await runningTask();
    const at = (seconds: number) => forecast(running, now + seconds * 1000).eta?.p50_seconds ?? 0;
    expect(Math.abs(at(0) - 100)).toBeLessThan(5);
    expect(Math.abs(at(40) - 63)).toBeLessThan(5);
    expect(forecast(running, now).eta?.p90_seconds).toBeGreaterThan(140);
  });

  it('says how many are before it, where the provider does', async () => {
    const { running, now } = await runningTask();
    expect(forecast(applyChange(running, { queuePosition: 0 }, now), now).queue_position).toBe(0);
    expect(forecast(running, now)).not.toHaveProperty('queue_position');
  });

  it('is gone when the work is done', async () => {
    const { running, now } = await runningTask();
    const generatedAt = new Date(now).toISOString();
    expect(forecast(applyChange(running, { generatedAt }, now), now)).toEqual({});
    expect(forecast(applyChange(running, { status: 'failed' }, now), now)).toEqual({});
  });
});
