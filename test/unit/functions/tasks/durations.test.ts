import { describe, expect, it } from 'vitest';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { createExpectDuration, rememberDuration } from '../../../../functions/tasks/durations.ts';
import { unlearned } from '../../../../functions/tasks/expectation.ts';
import { createMemoryDurationStore } from '../../../fakes/memory-duration-store.ts';
import { createService } from '../../../fakes/service.ts';

const body = { image_url: 'https://example.com/cat.jpg', prompt: 'slow push in' };
const kind = 'image-to-video' as const;

async function someTask() {
  const service = await createService();
  const [task] = await createTask(service.context, { owner: 'ada', kind, body });
  if (!task) throw new Error('There is no task.');
  return { ...service, task };
}

describe('how long a provider will take', () => {
  it('is learned from tasks that were completed, a minute later by a warm function', async () => {
    const { context, provider, clock, pass, task } = await someTask();
    const durations = createMemoryDurationStore();
    const expectDuration = createExpectDuration({ durations, clock, warn: context.warn });
    expect(await expectDuration(provider, task)).toEqual(unlearned(10));
    for (let run = 0; run < 20; run += 1) {
      const startRequestedAt = `2026-11-23T09:${run + 10}:00.000Z`;
      const generatedAt = `2026-11-23T09:${run + 10}:40.000Z`;
      await rememberDuration(durations, { ...task, id: `${run}`, startRequestedAt, generatedAt });
    }
    pass(59);
    expect(await expectDuration(provider, task)).toEqual(unlearned(10));
    pass(2);
    expect((await expectDuration(provider, task)).p50Seconds).toBeCloseTo(40);
    const longer = { ...task, request: { ...task.request, video_time: 10 as const } };
    expect(await expectDuration(provider, longer)).toEqual(unlearned(10));
  });

  it('is the provider’s own word when it can’t be read', async () => {
    const { provider, clock, task } = await someTask();
    const warnings: string[] = [];
    const durations = {
      ...createMemoryDurationStore(),
      add: async () => {},
      recent: async () => {
        throw new Error('Throttled');
      },
    };
    const warn = (message: string) => void warnings.push(message);
    const expectDuration = createExpectDuration({ durations, clock, warn });
    expect(await expectDuration(provider, task)).toEqual(unlearned(10));
    expect(warnings).toHaveLength(1);
  });
});
