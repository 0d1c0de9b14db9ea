import * as z from 'zod';
import { type CountAttemptsDependencies, countAttempts } from '../../webhooks/count-attempts.ts';
import { type ApiOperation, operation } from '../operation.ts';

const span = z.object({ by: z.enum(['hour', 'day'], 'must be hour or day').default('hour') });

const attemptCount = z.object({
  at: z.iso.datetime().describe('When the hour, or the day (UTC), begins.'),
  delivered: z.number(),
  failed: z.number(),
});

/** How an endpoint does over time. */
export const attemptCountOperations: readonly ApiOperation<CountAttemptsDependencies>[] = [
  operation({
    method: 'GET',
    path: '/api/v1/webhooks/endpoints/:id/attempts',
    query: span,
    answer: z.object({ rows: z.array(attemptCount) }),
    describe: {
      tag: 'Webhook endpoints',
      title: 'Count the attempts at an endpoint',
      description:
        'By hour for the last 24 hours, or by day (UTC) for the last 30 days, the oldest first; pings and samples are not counted. The counts are made from the log: where it has more than 3,000 deliveries in that time, the first rows are left out.',
      params: { id: "The endpoint's id, `ep_…`." },
      example: { rows: [{ at: '2026-11-23T09:00:00.000Z', delivered: 12, failed: 1 }] },
      errors: [404],
    },
    handle: async (context: CountAttemptsDependencies, { owner, params, query }) => ({
      rows: await countAttempts(context, { owner, endpointId: params['id'] ?? '' }, query.by),
    }),
  }),
];
