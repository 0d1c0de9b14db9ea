import * as z from 'zod';
import { attempting } from '../service/deliveries.ts';
import { attemptDelivery } from '../webhooks/attempt-delivery.ts';
import { step } from './step.ts';

const payload = z.object({ eventId: z.string(), endpointId: z.string() });
const context = attempting();

/** The delivery workflow's state "Attempt the delivery". */
export const handler = step('attempt-delivery', payload, (call, millisecondsLeft) =>
  attemptDelivery(context, call, millisecondsLeft),
);
