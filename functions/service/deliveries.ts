import packageFile from '../../package.json' with { type: 'json' };
import { once } from '../once.ts';
import { createAnnouncements } from '../tasks/announcements.ts';
import type { Task } from '../tasks/task.ts';
import { measureEnd } from '../telemetry/measure-tasks.ts';
import { noteAttempt } from '../telemetry/note-attempt.ts';
import { rememberingCipher } from '../webhooks/cipher.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { AttemptDependencies } from '../webhooks/make-attempt.ts';
import { createReceiverHistory } from '../webhooks/receiver-history.ts';
import { rememberKeyRings } from '../webhooks/remember-key-rings.ts';
import { cipher, deliveryStarter, operatorNotices } from './aws.ts';
import { clock } from './environment.ts';
import { logger, warn } from './logger.ts';
import { metrics } from './metrics.ts';
import { webhookRequest } from './network.ts';
import { webhooks } from './records.ts';

/** What makes attempts at receivers. */
export const attempting = /* @__PURE__ */ once(
  (): AttemptDependencies => ({
    store: rememberKeyRings(webhooks(), clock),
    cipher: rememberingCipher(cipher()),
    request: webhookRequest(),
    userAgent: `Reelhook/${packageFile.version}`,
    deliveries: deliveryStarter(),
    operator: operatorNotices(),
    random: Math.random,
    noteAttempt: (delivery: Delivery) => noteAttempt(delivery, { metrics, logger }),
    clock,
  }),
);

/** Makes known how tasks ended. */
export const announcements = /* @__PURE__ */ once(() =>
  createAnnouncements({ ...attempting(), history: createReceiverHistory(clock), warn }),
);

/** Counts a task that has ended. */
export function noteEnd(task: Task): void {
  measureEnd(task, metrics);
}
