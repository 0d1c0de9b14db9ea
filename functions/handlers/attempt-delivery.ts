import * as z from 'zod';
import packageFile from '../../package.json' with { type: 'json' };
import { cipher, deliveryStarter, operatorNotices } from '../service/aws.ts';
import { clock } from '../service/environment.ts';
import { logger } from '../service/logger.ts';
import { metrics } from '../service/metrics.ts';
import { webhookRequest } from '../service/network.ts';
import { webhooks } from '../service/records.ts';
import { noteAttempt } from '../telemetry/note-attempt.ts';
import { attemptDelivery } from '../webhooks/attempt-delivery.ts';
import { rememberingCipher } from '../webhooks/cipher.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import { step } from './step.ts';

const payload = z.object({ eventId: z.string(), endpointId: z.string() });
const context = {
  store: webhooks(),
  cipher: rememberingCipher(cipher()),
  request: webhookRequest(),
  userAgent: `Reelhook/${packageFile.version}`,
  deliveries: deliveryStarter(),
  operator: operatorNotices(),
  random: Math.random,
  noteAttempt: (delivery: Delivery) => noteAttempt(delivery, { metrics, logger }),
  clock,
};

/** The delivery workflow's state "Attempt the delivery". */
export const handler = step('attempt-delivery', payload, (call) => attemptDelivery(context, call));
