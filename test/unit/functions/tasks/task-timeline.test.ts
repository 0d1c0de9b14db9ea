import { expect, it } from 'vitest';
import { ProviderError } from '../../../../functions/providers/provider-error.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { failTask } from '../../../../functions/tasks/fail-task.ts';
import { startTask } from '../../../../functions/tasks/start-task.ts';
import { toTimeline } from '../../../../functions/tasks/task-timeline.ts';
import { createService } from '../../../fakes/service.ts';

it('has every state, what each provider said, and what came of the task, in order', async () => {
  const answers = [new ProviderError('rate_limited', 'Too many requests.', { retryable: true })];
  const service = await createService({
    provider: {
      async start({ taskId }) {
        const refusal = answers.shift();
        if (refusal) throw refusal;
        return { work: taskId };
      },
    },
  });
  const { context, owner, pass } = service;
  const [task] = await createTask(context, {
    ...{ owner, kind: 'image-to-video', body: { image_url: 'https://example.com/cat.jpg' } },
  });
  const taskId = task?.id ?? '';
  const start = (input: object) =>
    startTask(context, { taskId, token: 'start', firstCheckSeconds: 0, input });
  pass(1);
  await start({});
  pass(60);
  await start({ attempts: 1 });
  pass(1);
  const failure = { code: 'provider_failed', message: 'It broke.' };
  await failTask(context, { taskId, failure, millisecondsLeft: () => 300_000 });
  const record = await context.tasks.get(taskId);
  if (!record) throw new Error('There is no record.');
  expect(
    toTimeline(record, []).map(({ type, state, title, detail }) => [type, state, title, detail]),
  ).toEqual([
    ['state', 'initialized', 'Accepted', '30 coins held'],
    ['provider', '', 'scripted did not take it', 'Too many requests.'],
    ['state', 'sent', 'Sent to the provider', ''],
    ['provider', '', 'Asked scripted to start', ''],
    ['state', 'failed', 'Failed', 'It broke.'],
  ]);
});
