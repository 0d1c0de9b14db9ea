import * as z from 'zod';
import { type ApiOperation, publicOperation } from '../operation.ts';

/** Whether the service answers. Touches nothing behind it, so that asking often costs and reveals nothing. */
export const healthOperations: readonly ApiOperation<unknown>[] = [
  publicOperation({
    method: 'GET',
    path: '/health',
    isPublic: true,
    maxAgeSeconds: 0,
    answer: z.object({ status: z.literal('ok') }),
    describe: {
      tag: 'Health',
      title: 'Check that the API answers',
      description: 'For monitors and load balancers. No token, no envelope.',
      example: { status: 'ok' },
    },
    handle: async () => ({ status: 'ok' as const }),
  }),
];
