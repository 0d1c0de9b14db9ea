import * as z from 'zod';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescriptions } from '../operation-description.ts';

const balance = z.object({
  coins: z.number().min(0).describe('What can be spent; what running tasks hold is not in it.'),
  diamonds: z.number().min(0),
});

export const accountOperations: OperationDescriptions = {
  'GET /api/v1/user/remainingCoins': {
    tag: 'Account',
    summary: 'Get the balance',
    data: outputSchema(balance),
    example: { coins: 9970, diamonds: 0 },
  },
};
