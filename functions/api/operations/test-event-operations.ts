import * as z from 'zod';
import { sampleTaskData } from '../../tasks/sample-event.ts';
import { EVENT_TYPES } from '../../webhooks/event-types.ts';
import {
  type SendTestEventDependencies,
  sendTestEvent,
  type TestEvent,
} from '../../webhooks/send-test-event.ts';
import { toDeliveryView } from '../../webhooks/views.ts';
import { type ApiCall, type ApiOperation, operation } from '../operation.ts';
import { delivery } from './webhook-answers.ts';
import { exampleDelivery } from './webhook-examples.ts';

export type TestEventOperations = SendTestEventDependencies & { readonly mediaUrl: string };

const base = '/api/v1/webhooks/endpoints';
const endpointParams = { id: "The endpoint's id, `ep_…`." };
const testRequest = z.object({
  type: z.enum(EVENT_TYPES, `must be one of ${EVENT_TYPES.join(', ')}`),
});

/** Sends one event to one endpoint now, to see whether it arrives and what the receiver makes of it. */
export const testEventOperations: readonly ApiOperation<TestEventOperations>[] = [
  operation({
    method: 'POST',
    path: `${base}/:id/ping`,
    isSlow: true,
    answer: delivery,
    describe: {
      tag: 'Webhook endpoints',
      title: 'Ping a webhook endpoint',
      description: 'Sends `webhook.ping`, waits for the response and says how it went.',
      params: endpointParams,
      example: exampleDelivery,
      errors: [404],
    },
    handle: (context: TestEventOperations, call) =>
      send(context, call, createPing(call.params['id'])),
  }),
  operation({
    method: 'POST',
    path: `${base}/:id/test`,
    isSlow: true,
    body: testRequest,
    answer: delivery,
    describe: {
      tag: 'Webhook endpoints',
      title: 'Send a sample of an event',
      description:
        'Sends an event of this type as it would be sent, with `"test": true` beside its `data`, whatever the endpoint’s filters; waits for the response and says how it went.',
      params: endpointParams,
      bodyExample: { type: 'task.completed' },
      example: exampleDelivery,
      errors: [404],
      agent: 'send_test_event',
    },
    handle: (context: TestEventOperations, call) =>
      send(context, call, createSample(context, call.params['id'], call.body.type)),
  }),
];

async function send(context: TestEventOperations, { owner, params }: ApiCall, event: TestEvent) {
  const reference = { owner, endpointId: params['id'] ?? '' };
  return toDeliveryView(await sendTestEvent(context, reference, event));
}

function createPing(endpointId: string | undefined): TestEvent {
  return { type: 'webhook.ping', data: { endpoint_id: endpointId } };
}

function createSample(
  { mediaUrl }: TestEventOperations,
  endpointId: string | undefined,
  type: z.output<typeof testRequest>['type'],
): TestEvent {
  switch (type) {
    case 'webhook.ping':
      return createPing(endpointId);
    case 'webhook.disabled': {
      const reason = 'A sample of a reason.';
      const data = { endpoint_id: endpointId, url: 'https://example.com/hook', reason };
      return { type, data, test: true };
    }
    default: {
      const data = sampleTaskData(type, mediaUrl);
      return { type, kind: 'image-to-video', data, test: true };
    }
  }
}
