import { expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';

const environment = { PROVIDERS: 'mock' };

it('an operator sees a task, its webhook and what they used at /metrics', async () => {
  await using service = await startService({ environment });
  await using receiver = await startReceiver();
  const read = async () => (await fetch(`${service.stack.endpointUrl}/metrics`)).text();
  const { data } = await service.api.start({
    image_url: 'https://example.com/photo.jpg',
    prompt: '[[mock: takes 1s]]',
    webhook_url: receiver.url,
  });

  const metrics = await eventually(async () => {
    const text = await read();
    return text.includes('deliveries_delivered_total') ? text : undefined;
  }, 'the delivery');

  const stage = 'service="Reelhook-local"';
  for (const line of [
    `reelhook_tasks_accepted_total{${stage},kind="image-to-video"} 1`,
    `reelhook_tasks_completed_total{${stage},kind="image-to-video",provider="mock"} 1`,
    `reelhook_provider_starts_total{${stage},provider="mock"} 1`,
    `reelhook_coins_held_total{${stage}} ${data.coins}`,
    `reelhook_delivery_attempts_total{${stage},category="delivered"} 1`,
    'local_state_transitions_total{machine="Reelhook-local-TaskWorkflow"} 9',
    'local_aws_requests_total{operation="AWSStepFunctions.StartExecution"} 2',
  ]) {
    expect(metrics).toContain(line);
  }
});

it('a line of the log names the task or the delivery that it is about, and holds no secret', async () => {
  await using service = await startService({ environment });
  const token = 'callers-own-webhook-token';
  const { data } = await service.api.start({
    image_url: 'https://example.com/photo.jpg?key=of-the-photo',
    prompt: '[[mock: fails with moderated]]',
    webhook_url: 'http://127.0.0.1:49151/?key=of-the-receiver',
    webhook_token: token,
  });
  await service.api.finished(data._id);
  const lines = () => service.entries.map(({ message }) => message);
  const attempt = await eventually(
    async () => lines().find((line) => line.startsWith('attempt connect, delivery pending')),
    'the attempt',
  );
  expect(attempt).toMatch(/eventId=evt_\w+ endpointId=url_\w+/);
  for (const secret of [token, service.user.token, 'of-the-photo', 'of-the-receiver']) {
    expect(lines().join('\n')).not.toContain(secret);
  }
});
