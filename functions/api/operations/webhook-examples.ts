import { exampleRecord } from '../document/sample-task.ts';

const time = '2026-11-23T09:17:39.204Z';
const eventId = 'evt_5f1c0d7e9a3b4c2d8e6f7a0b1c2d3e4f';
const endpointId = 'ep_0123456789abcdef01234567';
const url = 'https://example.com/hook';

export const exampleEndpoint = {
  _id: endpointId,
  url,
  events: ['task.*'],
  kinds: [],
  description: '',
  metadata: {},
  enabled: true,
  schedule: 'days',
  timeout_seconds: 15,
  max_in_flight: null,
  payload: 'full',
  filter: null,
  header_names: [],
  state: 'active',
  state_reason: '',
  next_step: '',
  failures_in_a_row: 0,
  failing_since: null,
  disabled_at: null,
  createdAt: '2026-11-23T09:00:00.000Z',
  updatedAt: '2026-11-23T09:00:00.000Z',
};

/** What a completed task sends. */
export const exampleEventBody = {
  type: 'task.completed',
  timestamp: time,
  data: { ...exampleRecord('image-to-video'), kind: 'image-to-video', version: 7 },
};

export const exampleEvent = {
  _id: eventId,
  kind: 'image-to-video',
  subject: '6b041e9cff17e54d42a0b72b',
  ...exampleEventBody,
};

export const exampleDelivery = {
  _id: `${eventId}-${endpointId}`,
  type: 'task.completed',
  url,
  status: 'delivered',
  reason: 'Delivered: the receiver answered 204.',
  attempt_count: 1,
  next_attempt_at: null,
  event_id: eventId,
  endpoint_id: endpointId,
  subject: '6b041e9cff17e54d42a0b72b',
  attempts: [
    {
      at: time,
      category: 'delivered',
      hint: 'Delivered: the receiver answered 204.',
      status: 204,
      duration_ms: 48,
      response_excerpt: '',
      next_attempt_at: null,
    },
  ],
  createdAt: time,
  updatedAt: '2026-11-23T09:17:39.261Z',
};

export const exampleSecret = 'whsec_DEHAHegoWqz6B3vM3N3mOEuWp2Kbn0tG5dXQw8yqzbA=';

export const exampleRotation = {
  secret: exampleSecret,
  old_secret_signs_until: '2026-11-24T09:17:39.204Z',
};
